import { expect, test } from 'vitest';
import { formatParameterCount } from './formatParameterCount.ts';

test.each([
  [999, '999'],
  [1000, '1.0K'],
  [26_999, '27.0K'],
  [999_949, '999.9K'],
  [999_960, '1.0M'],
  [8_030_261_248, '8.0B'],
  [1_026_879_376_368, '1.0T'],
])('%i is said as %s', (parameters, text) => {
  expect(formatParameterCount(parameters)).toBe(text);
});
