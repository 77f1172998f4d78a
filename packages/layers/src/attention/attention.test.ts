import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { AttentionLayer } from './attention.ts';

const sizes = { hiddenSize: 8, numHeads: 4 };
const prompt = { phase: 'prefill', batchSize: 2, seqLen: 3 } as const;
const token = { phase: 'decode', batchSize: 2, contextLen: 5 } as const;

describe('multi-head attention', () => {
  const layer = new AttentionLayer(sizes);

  test('of a prompt', () => {
    const metrics = layer.computeMetrics(prompt);
    // 6 rows: 8·6·8·8 for the projections; 2 sequences of 3·3 pairs: 4·8·18
    expect(metrics.flopsPerPackage).toBe(3072 + 576);
    expect(layer.computeMetrics({ ...prompt, causal: 'exact' }).flopsPerPackage).toBe(
      // 1 + 2 + 3 pairs in each sequence
      3072 + 4 * 8 * 12,
    );
    // Input, queries, keys, values and output of 8 elements each
    expect(metrics.activationMemoryPerPackage).toBe(6 * 5 * 8 * 2);
    expect(metrics.kvCachePerPackage).toBe(2 * 3 * 16 * 2);
    expect([metrics.kvReadPerPackage, metrics.kvWritePerPackage]).toEqual([0, 192]);
    expect(metrics.weightReadPerPackage).toBe(4 * 64 * 2);
  });

  test('of a token', () => {
    const metrics = layer.computeMetrics(token);
    // 2 rows, and 6 pairs in each of 2 sequences
    expect(metrics.flopsPerPackage).toBe(8 * 2 * 64 + 4 * 8 * 12);
    expect([metrics.kvReadPerPackage, metrics.kvWritePerPackage]).toEqual([2 * 5 * 32, 2 * 32]);
  });

  test('takes what costs nothing', () => {
    const facts = {
      ropeEnabled: true,
      ropeBase: 500_000,
      dropoutP: 0.1,
      mode: 'standard',
    } as const;
    const same = new AttentionLayer({ ...sizes, ...facts });
    expect(same.computeMetrics(prompt)).toEqual(layer.computeMetrics(prompt));
  });
});

describe('attention to both sides', () => {
  const layer = new AttentionLayer({ ...sizes, isCausal: false });

  test('scores all pairs, counted either way, and keeps nothing', () => {
    for (const causal of ['dense', 'exact'] as const) {
      const metrics = layer.computeMetrics({ ...prompt, causal });
      expect(metrics.flopsPerPackage).toBe(3072 + 576);
      expect([metrics.kvCachePerPackage, metrics.kvWritePerPackage]).toEqual([0, 0]);
    }
    expect(layer.state).toEqual([]);
  });

  test('gathers the keys and values of a sequence that packages share', () => {
    const split = new AttentionLayer({
      ...sizes,
      isCausal: false,
      parallelism: { contextParallel: 3 },
    });
    const metrics = split.computeMetrics(prompt);
    expect(metrics.flopsPerPackage).toBe((3072 + 576) / 3);
    // Keys and values of 3 positions in each of 2 sequences
    expect(metrics.communicationBytes).toBe(2 * 3 * 16 * 2);
  });
});

describe('refused', () => {
  test('are sizes that do not come out, with all faults at once', () => {
    const faults = faultsOf(
      () => new AttentionLayer({ hiddenSize: 10, numHeads: 4, loraAlpha: 2, dropoutP: 0 }),
    );
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['spec.invalid', 'headDim'],
      ['spec.invalid', 'loraAlpha'],
    ]);
  });

  test('are degrees that do not divide the heads, with those that do', () => {
    const [fault] = faultsOf(
      () =>
        new AttentionLayer({ hiddenSize: 48, numHeads: 12, parallelism: { tensorParallel: 8 } }),
    );
    expect(fault).toMatchObject({
      code: 'parallelism.indivisible',
      path: 'parallelism.tensorParallel',
      value: 8,
      legal: [1, 2, 3, 4, 6, 12],
    });
  });

  test('is a number of KV heads: another kind has them', () => {
    const options = { ...sizes, numKvHeads: 2 };
    expect(faultsOf(() => new AttentionLayer(options))).toHaveLength(1);
  });

  test('is a cache to share where none is kept', () => {
    const faults = faultsOf(
      () => new AttentionLayer({ ...sizes, isCausal: false, sharedKv: 'absent' }),
    );
    expect(faults.map(({ path }) => path)).toEqual(['sharedKv']);
  });
});
