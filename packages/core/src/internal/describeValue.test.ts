import { expect, test } from 'vitest';
import { describeValue } from './describeValue.ts';

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
