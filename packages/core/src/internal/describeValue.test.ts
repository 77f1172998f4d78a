import { expect, test } from 'vitest';
import { describeValue, nearestName } from './describeValue.ts';

test.each([
  ['a "name"', '"a \\"name\\""'],
  ['x'.repeat(61), `"${'x'.repeat(57)}..."`],
  [1.5, '1.5'],
  [NaN, 'NaN'],
  [true, 'true'],
  [undefined, 'undefined'],
  [null, 'null'],
  [7n, '7n'],
  [[1], 'an array'],
  [{ a: 1 }, 'an object'],
  [Math.max, 'a function'],
  [Symbol('s'), 'a symbol'],
])('%s is described shortly', (value, described) => {
  expect(describeValue(value)).toBe(described);
});

test.each([
  ['bf17', 'bf16'],
  ['BF16', 'bf16'],
  ['tensorparalell', 'tensorParallel'],
  ['completely different', undefined],
])('the nearest name to %s is %s', (name, nearest) => {
  expect(nearestName(name, ['fp32', 'bf16', 'tensorParallel'])).toBe(nearest);
});

test('a name of any length is compared in no time', () => {
  expect(nearestName('x'.repeat(1_000_000), ['bf16'])).toBeUndefined();
});
