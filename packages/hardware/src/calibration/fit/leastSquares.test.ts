import { expect, test } from 'vitest';
import { leastSquares } from './leastSquares.ts';

const inputs = Array.from({ length: 40 }, (_, index) => 1 + index);

/** Residuals of y = a + b·x against log-measured values; a few of them spoilt. */
function line(spoilt: readonly number[]) {
  return ([a = 0, b = 0]: readonly number[], into: Float64Array): void => {
    inputs.forEach((x, index) => {
      const measured = (3 + 0.5 * x) * (spoilt.includes(index) ? 4 : 1);
      into[index] = Math.log((a + b * x) / measured);
    });
  };
}

const ranges = [
  { start: 1, low: 0.01, high: 100, meaning: 'offset' },
  { start: 1, low: 0.01, high: 100, meaning: 'slope' },
];

test('finds the coefficients that made the data', () => {
  const { coefficients } = leastSquares(ranges, [10, 10], line([]), inputs.length);
  expect(coefficients[0]).toBeCloseTo(3, 4);
  expect(coefficients[1]).toBeCloseTo(0.5, 4);
});

test('is hardly moved by a few rows that are four times too slow', () => {
  const { coefficients } = leastSquares(ranges, [10, 10], line([5, 17, 31]), inputs.length);
  expect(coefficients[0]).toBeCloseTo(3, 1);
  expect(coefficients[1]).toBeCloseTo(0.5, 2);
});

test('stays within the bounds, and fits the other coefficients to that', () => {
  const bounded = [ranges[0]!, { ...ranges[1]!, high: 0.25 }];
  const { coefficients } = leastSquares(bounded, [1, 0.1], line([]), inputs.length);
  expect(coefficients[1]).toBeCloseTo(0.25, 9);
  expect(coefficients[0]).toBeGreaterThan(3);
});

test('moves coefficients that may be negative on a plain scale', () => {
  const signed = { start: 0, low: -2, high: 2, meaning: 'exponent' };
  const { coefficients } = leastSquares(
    [signed],
    [0.5],
    ([exponent = 0], into) => {
      inputs.forEach((x, index) => (into[index] = (exponent + 0.7) * Math.log(x)));
    },
    inputs.length,
  );
  expect(coefficients[0]).toBeCloseTo(-0.7, 6);
});
