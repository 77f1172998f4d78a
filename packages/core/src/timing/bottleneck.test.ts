import { expect, test } from 'vitest';
import { bottleneckOf } from './bottleneck.ts';

test.each([
  [4, 3, 2, 1, 'compute'],
  [1, 4, 3, 2, 'memory'],
  [1, 2, 4, 3, 'communication'],
  [1, 2, 3, 4, 'overhead'],
  // On a tie the first: a balanced layer is called compute-bound.
  [4, 4, 4, 4, 'compute'],
  [1, 4, 4, 4, 'memory'],
  [1, 1, 4, 4, 'communication'],
] as const)('of %d, %d, %d and %d', (compute, memory, communication, overhead, largest) => {
  expect(bottleneckOf(compute, memory, communication, overhead)).toBe(largest);
});
