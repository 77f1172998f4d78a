import { expect, test } from 'vitest';
import { idealCollectiveSeconds } from './ideal.ts';

const inner = { packages: 8, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true };
const outer = { ...inner, packages: 4, bandwidth: 10e9, latency: 5e-6 };

test.each([
  'allReduce',
  'allGather',
  'reduceScatter',
  'allToAll',
  'pointToPoint',
  'broadcast',
] as const)('%s on one level: latency and payload over bandwidth', (kind) => {
  expect(idealCollectiveSeconds(kind, 1e9, [inner])).toBe(1e-6 + 1e9 / 100e9);
});

test('on two levels the slower counts: the members of a group share the outer payload', () => {
  // Inside 10 ms, outside an eighth at a tenth of the bandwidth: 12.5 ms.
  expect(idealCollectiveSeconds('allReduce', 1e9, [inner, outer])).toBe(5e-6 + 1e9 / 8 / 10e9);
  const fast = { ...outer, bandwidth: 50e9 };
  expect(idealCollectiveSeconds('allReduce', 1e9, [inner, fast])).toBe(1e-6 + 1e9 / 100e9);
});

test('on two levels, an all-to-all takes 24 of 32 pieces outside', () => {
  expect(idealCollectiveSeconds('allToAll', 1e9, [inner, outer])).toBe(
    5e-6 + ((24 / 32) * 1e9) / 10e9,
  );
});

test('on two levels, a pair talks over the outermost link', () => {
  expect(idealCollectiveSeconds('pointToPoint', 1e9, [inner, outer])).toBe(5e-6 + 0.1);
});

test('a package alone has nothing to exchange', () => {
  expect(idealCollectiveSeconds('allReduce', 1e9, [])).toBe(0);
});
