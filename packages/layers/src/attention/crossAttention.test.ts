import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { CrossAttentionLayer } from './crossAttention.ts';

// Queries and output of 8 by 8; keys and values of 4 elements from an encoder 6 wide that gives 10 positions.
const options = {
  hiddenSize: 8,
  numHeads: 4,
  numKvHeads: 2,
  encoderLength: 10,
  encoderHiddenSize: 6,
};
const layer = new CrossAttentionLayer(options);
const entry = 8 * 2;
const pair = 32;

describe('attention over an encoder', () => {
  test('projects what the encoder gave when a prompt begins', () => {
    const metrics = layer.computeMetrics({ phase: 'prefill', batchSize: 2, seqLen: 3 });
    // 6 rows of 2·2·8·8, 20 encoded rows of 2·6·8, and 2·3·10 pairs
    expect(metrics.flopsPerPackage).toBe(6 * 256 + 20 * 96 + 60 * pair);
    expect(metrics.kvCachePerPackage).toBe(20 * entry);
    expect([metrics.kvReadPerPackage, metrics.kvWritePerPackage]).toEqual([0, 20 * entry]);
    expect(metrics.weightReadPerPackage).toBe((128 + 48) * 2);
    // Input, queries and output of 8 in 6 rows; encoded rows of 6, their keys and values of 8
    expect(metrics.activationMemoryPerPackage).toBe((6 * 24 + 20 * 14) * 2);
  });

  test('reads all of it afterwards, whatever the length of the sequence', () => {
    for (const contextLen of [1, 1000]) {
      const metrics = layer.computeMetrics({ phase: 'decode', batchSize: 2, contextLen });
      expect(metrics.flopsPerPackage).toBe(2 * 256 + 20 * pair);
      expect(metrics.kvCachePerPackage).toBe(20 * entry);
      expect([metrics.kvReadPerPackage, metrics.kvWritePerPackage]).toEqual([20 * entry, 0]);
      expect(metrics.weightReadPerPackage).toBe(128 * 2);
    }
    const laterChunk = { phase: 'prefill', batchSize: 1, seqLen: 3, contextLen: 5 } as const;
    expect(layer.computeMetrics(laterChunk).kvReadPerPackage).toBe(10 * entry);
    expect(layer.computeFlops(laterChunk)).toBe(3 * 256 + 30 * pair);
  });

  test('splits the encoder’s positions among packages', () => {
    const split = new CrossAttentionLayer({ ...options, parallelism: { contextParallel: 4 } });
    const prompt = split.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 8 });
    // 2 of 8 tokens and 3 of 10 positions on the busiest; all 10 are gathered
    expect(prompt.flopsPerPackage).toBe(2 * 256 + 3 * 96 + 2 * 10 * pair);
    expect(prompt.communicationBytes).toBe(10 * entry);
    const token = split.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 8 });
    expect(token.flopsPerPackage).toBe(256 + 3 * pair);
    expect(token.communicationBytes).toBe(4 * 2 * 4 + 8 * 2);
    expect(token.kvCacheTotal).toBe(10 * entry);
  });
});

test('the norms and adapters of keys run on encoded rows', () => {
  const prompt = { phase: 'prefill', batchSize: 1, seqLen: 3 } as const;
  const plain = layer.computeFlops(prompt);
  const normed = new CrossAttentionLayer({ ...options, qkNorm: 'perHead' });
  expect(normed.computeFlops(prompt) - plain).toBe(5 * (3 * 8 + 10 * 4));
  const adapted = new CrossAttentionLayer({ ...options, loraRank: 2, loraTargets: ['q', 'k'] });
  // q: 2·2·(8 + 8) in 3 rows; k: 2·2·(6 + 4) in 10 rows
  expect(adapted.computeFlops(prompt) - plain).toBe(3 * 64 + 10 * 40);
});

test('refused is another layer’s cache', () => {
  const faults = faultsOf(() => new CrossAttentionLayer({ ...options, sharedKv: 'absent' }));
  expect(faults.map(({ path }) => path)).toEqual(['sharedKv']);
});
