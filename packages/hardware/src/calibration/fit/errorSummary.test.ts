import { expect, test } from 'vitest';
import { quantile, summariseErrors } from './errorSummary.ts';
import { folds, shapeFold } from './shapeFold.ts';

test('errors are percent of the measured time', () => {
  // 10 % above, 20 % below, exact.
  const { median, mean, percentile90 } = summariseErrors([11, 8, 5], [10, 10, 5]);
  expect(median).toBeCloseTo(10, 9);
  expect(mean).toBeCloseTo(10, 9);
  // Between 10 % and 20 %, at nine tenths of two steps.
  expect(percentile90).toBeCloseTo(18, 9);
});

test('quantiles are interpolated', () => {
  expect(quantile([1, 2, 4], 0.5)).toBe(2);
  expect(quantile([1, 3], 0.25)).toBe(1.5);
  expect(quantile([], 0.5)).toBeNaN();
});

test('shapes fall into parts of about equal size', () => {
  const counts = new Array<number>(folds).fill(0);
  for (let rows = 1; rows <= 3000; rows += 1) counts[shapeFold(`${rows},4096,4096`)]! += 1;
  for (const count of counts) expect(count / 3000).toBeCloseTo(1 / folds, 1);
});
