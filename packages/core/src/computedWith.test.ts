import { LayerOperations, resolveDtypes, resolveParallelism, everyPosition } from './index.ts';
import { expect, test } from 'vitest';

/** Packed weights beside a matrix, a cache and a state that were left in sixteen bits or more. */
class Mixed extends LayerOperations {
  readonly packed = this.product('packed', this.linear({ name: 'packed', inputs: 4, outputs: 8 }));
  readonly cache = this.keep({ name: 'keys', retention: everyPosition, elementsPerPosition: 8 });
  readonly core = this.attentionOver([this.cache], {
    heads: 1,
    kvHeads: 1,
    keyWidth: 4,
    valueWidth: 4,
  });
}

const plan = resolveParallelism({});
const computedIn = (dtypes: Parameters<typeof resolveDtypes>[0]) => {
  const { packed, core } = new Mixed(resolveDtypes(dtypes), plan);
  return [packed.computeDtype.name, core.computeDtype.name];
};

test('arithmetic on packed weights is in eight bits, attention over an unpacked cache is not', () => {
  expect(computedIn({ dtypes: { weights: 'fp8', compute: 'fp8' } })).toEqual(['fp8', 'bf16']);
});

test('attention over a packed cache is in eight bits too', () => {
  expect(computedIn({ dtypes: { weights: 'fp8', compute: 'fp8', kvCache: 'fp8' } })).toEqual([
    'fp8',
    'fp8',
  ]);
  expect(computedIn({ dtype: 'fp8' })).toEqual(['fp8', 'fp8']);
});

test('weights in sixteen bits are not computed in eight', () => {
  expect(computedIn({ dtypes: { compute: 'fp8' } })).toEqual(['bf16', 'bf16']);
});

test('packed weights without packed arithmetic are unpacked', () => {
  expect(computedIn({ dtypes: { weights: 'int4_g128' } })).toEqual(['bf16', 'bf16']);
});
