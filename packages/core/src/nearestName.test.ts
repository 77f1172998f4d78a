import { expect, test } from 'vitest';
import { nearestName } from './nearestName.ts';

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
