import { expect, test } from 'vitest';
import { expectedDistinct } from './expectedDistinct.ts';

/** All ways to choose `count` of the items, as bit masks. */
function choices(items: number, count: number): number[] {
  const masks = Array.from({ length: 2 ** items }, (_, mask) => mask);
  return masks.filter((mask) => bits(mask) === count);
}

function bits(mask: number): number {
  return mask === 0 ? 0 : (mask & 1) + bits(mask >> 1);
}

/** The mean number of distinct items over every possible sequence of draws, each listed. */
function enumerated(items: number, picks: number, draws: number): number {
  const each = choices(items, picks);
  let reached = [0];
  for (let draw = 0; draw < draws; draw += 1) {
    reached = reached.flatMap((touched) => each.map((mask) => touched | mask));
  }
  return reached.reduce((sum, touched) => sum + bits(touched), 0) / reached.length;
}

const cases = [2, 3, 4, 5].flatMap((items) =>
  Array.from({ length: items }, (_, index) => index + 1).flatMap((picks) =>
    [1, 2, 3, 4].map((draws) => [items, picks, draws] as const),
  ),
);

test.each(cases)('of %i items, %i at a time, in %i draws', (items, picks, draws) => {
  expect(expectedDistinct(items, picks, draws)).toBeCloseTo(enumerated(items, picks, draws), 12);
});

test('a skewed popularity touches fewer, never fewer than one draw, and none when skew vanishes', () => {
  expect(expectedDistinct(128, 4, 64, 0.5)).toBeLessThan(expectedDistinct(128, 4, 64, 5));
  expect(expectedDistinct(128, 4, 64, 5)).toBeLessThan(expectedDistinct(128, 4, 64));
  expect(expectedDistinct(128, 4, 1, 0.1)).toBe(4);
  // (1 + 2/r)^−r tends to e^−2.
  expect(expectedDistinct(128, 4, 64, 1e9)).toBeCloseTo(128 * (1 - Math.exp(-2)), 4);
});
