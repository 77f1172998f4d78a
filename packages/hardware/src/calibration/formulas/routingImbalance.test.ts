import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { routingImbalance } from './routingImbalance.ts';

describe('the busiest package', () => {
  const deepseek = { tokens: 4096, experts: 256, expertsPerToken: 8 };

  // Published beside the formula: expected largest sums of sampled loads.
  test.each([
    [4, 1.22, 1.33],
    [8, 1.47, 1.68],
    [16, 1.89, 2.32],
    [32, 2.58, 3.5],
    [64, 3.77, 5.6],
    [128, 5.7, 9.1],
  ])('of %i gets what sampling shows', (packages, mild, strong) => {
    const deviation = (skew: number, sampled: number): number =>
      Math.abs(routingImbalance({ ...deepseek, packages, skew }) / sampled - 1);
    expect(deviation(1.01, mild)).toBeLessThan(0.05);
    expect(deviation(1.2, strong)).toBeLessThan(0.08);
  });

  test('gets no more than others when experts are equally liked, or when it is alone', () => {
    expect(routingImbalance({ ...deepseek, packages: 8, skew: 0 })).toBe(1);
    expect(routingImbalance({ ...deepseek, packages: 1, skew: 1.2 })).toBe(1);
  });

  property.prop([
    fc.integer({ min: 1, max: 100_000 }),
    fc.constantFrom(2, 4, 8, 16, 32),
    fc.integer({ min: 1, max: 8 }),
    fc.double({ min: 0.1, max: 2, noNaN: true }),
  ])('gets at least the average, at most everything', (tokens, packages, expertsPerToken, skew) => {
    const imbalance = routingImbalance({
      tokens,
      experts: 8 * packages,
      expertsPerToken,
      packages,
      skew,
    });
    expect(imbalance).toBeGreaterThanOrEqual(1);
    expect(imbalance).toBeLessThanOrEqual(packages);
  });
});
