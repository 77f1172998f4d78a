import { expect, test } from 'vitest';
import { wireFactor } from './wire.ts';

test.each([
  ['allReduce', 4, 1.5],
  ['allGather', 4, 0.75],
  ['reduceScatter', 4, 0.75],
  ['allToAll', 4, 0.75],
  ['broadcast', 4, 1],
  ['pointToPoint', 2, 1],
  ['allReduce', 2, 1],
] as const)('%s over %d packages sends %d bytes per byte of payload', (kind, packages, factor) => {
  expect(wireFactor(kind, packages)).toBe(factor);
});

test('a package alone sends nothing', () => {
  expect(wireFactor('allReduce', 1)).toBe(0);
  expect(wireFactor('pointToPoint', 1)).toBe(0);
});
