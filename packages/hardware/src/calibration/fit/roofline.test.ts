import { describe, expect, test } from 'vitest';
import { isTooFast, leastMicroseconds } from './roofline.ts';

const rates = {
  flops: 1e9,
  bytes: 1e6,
  multiprocessors: 100,
  cacheBytes: 50e6,
  linkBytes: 1e5,
  networkBytes: 1e4,
};

/** A product of one row with a weight of 100 MB: 100 µs of traffic. */
function product(microseconds: number, hotBytes: number) {
  const sizes = {
    rows: 1,
    inner: 5000,
    outer: 10_000,
    weightBytes: 100e6,
    activationBytes: 2,
    hotBytes,
  };
  const names = { dtype: 'bf16', engine: 'any', variant: '', shape: '' };
  return { kind: 'matmul' as const, ...names, sizes, microseconds };
}

describe('the least time that a chip allows', () => {
  test('is the roofline, where nothing is read again', () => {
    expect(leastMicroseconds(product(1, 0), rates)).toBeCloseTo(100);
  });

  test('is less by what a cache can hold of the data that is read again', () => {
    expect(leastMicroseconds(product(1, 200e6), rates)).toBeCloseTo(75);
    expect(leastMicroseconds(product(1, 100e6), rates)).toBeCloseTo(50);
  });

  test('is that of the arithmetic, where a cache holds everything', () => {
    expect(leastMicroseconds(product(1, 40e6), rates)).toBeCloseTo(0.1);
  });

  test('may be missed by the rounding of a datasheet, no more', () => {
    expect(isTooFast(product(98, 0), rates)).toBe(false);
    expect(isTooFast(product(96, 0), rates)).toBe(true);
  });
});
