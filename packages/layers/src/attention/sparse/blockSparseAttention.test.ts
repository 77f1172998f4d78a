import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { BlockSparseAttentionLayer } from './blockSparseAttention.ts';

const minimaxM3 = {
  hiddenSize: 6144,
  numHeads: 64,
  numKvHeads: 4,
  headDim: 128,
  qkNorm: 'perHead',
  indexNumHeads: 4,
  indexHeadDim: 128,
  blockSize: 128,
  topkBlocks: 16,
} as const;

// q and o 2·6144·64·128, k and v 2·6144·4·128, two head norms of 128.
const attention = 100_663_296 + 6_291_456 + 256;
// Index queries 6144·4·128, index key 6144·128, two norms of 128.
const indexer = 3_145_728 + 786_432 + 256;

test('MiniMax-M3 has the parameters that are published', () => {
  const layer = new BlockSparseAttentionLayer(minimaxM3);
  expect(layer.parameterCount.total).toBe(attention + indexer);
  // Embedding and head 2·200064·6144, last norm, two norms a layer; 3 dense layers of 3·6144·12288 without an indexer;
  // 57 of a router (6144 + 1)·128 with 129 experts of 3·6144·3072.
  const rest =
    2 * 200_064 * 6144 +
    6144 +
    60 * 2 * 6144 +
    3 * 3 * 6144 * 12_288 +
    57 * (6145 * 128 + 129 * 3 * 6144 * 3072);
  expect(rest + 60 * attention + 57 * indexer).toBe(426_174_572_928);
});

describe('costs of MiniMax-M3', () => {
  const layer = new BlockSparseAttentionLayer(minimaxM3);
  // Products, and five per element that is normed: 64 + 4 heads, 4 index queries and the index key, all of 128.
  const perToken = 2 * (attention + indexer - 512) + 5 * (68 + 5) * 128;

  test('decoding scores all keys, and attends to sixteen blocks', () => {
    const metrics = layer.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 9999 });
    expect(metrics.flopsPerPackage).toBe(perToken + 2 * 4 * 128 * 10_000 + 4 * 64 * 128 * 2048);
    // Keys and values of 4 heads, 2·4·128·2 bytes, and index keys of 256 bytes.
    expect(metrics.kvReadPerPackage).toBe(2048 * 2048 + 9999 * 256);
    expect(metrics.kvWritePerPackage).toBe(2048 + 256);
    expect(metrics.kvCachePerPackage).toBe(10_000 * 2304);
    // Input and output, queries, keys and values, the indexer's four queries and key; four choices of 16 blocks.
    expect(metrics.activationMemoryPerPackage).toBe(
      2 * (2 * 6144 + 64 * 128 + 2 * 4 * 128 + 5 * 128) + 4 * 16 * 4,
    );
  });

  test('60 layers cache 61,440 elements per token, and 57 of them 128 more', () => {
    const [key, value, index] = layer.state.map((part) => part.elementsPerPosition);
    expect([key, value, index]).toEqual([512, 512, 128]);
    expect(60 * (512 + 512)).toBe(61_440);
  });

  test('a prompt, its masked pairs left out', () => {
    const prompt = { phase: 'prefill', batchSize: 1, seqLen: 4096, causal: 'exact' } as const;
    const scored = (4096 * 4097) / 2;
    const attended = (2048 * 2049) / 2 + 2048 * 2048;
    expect(layer.computeMetrics(prompt).flopsPerPackage).toBe(
      4096 * perToken + 2 * 4 * 128 * scored + 4 * 64 * 128 * attended,
    );
  });

  test('tensor parallelism cuts the index heads as it cuts the others', () => {
    for (const [tensorParallel, ownHeads] of [
      [2, 2],
      [4, 1],
      [8, 1],
    ] as const) {
      const cut = new BlockSparseAttentionLayer({ ...minimaxM3, parallelism: { tensorParallel } });
      const metrics = cut.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 9999 });
      const products =
        2 * (100_663_296 / tensorParallel + 6144 * 128 * (2 * ownHeads + ownHeads + 1));
      const norms = 5 * 128 * (64 / tensorParallel + ownHeads + ownHeads + 1);
      const cores = 2 * ownHeads * 128 * 10_000 + 4 * (64 / tensorParallel) * 128 * 2048;
      expect(metrics.flopsPerPackage).toBe(products + norms + cores);
      // Index keys are on every package.
      expect(metrics.kvCachePerPackage).toBe(10_000 * (512 * ownHeads + 256));
      expect(metrics.communicationBytes).toBe(6144 * 2);
    }
  });

  test('context parallelism exchanges keys in prompts, and candidates in decoding', () => {
    const parallelism = { contextParallel: 4 };
    const cut = new BlockSparseAttentionLayer({ ...minimaxM3, parallelism });
    const prompt = cut.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 10_000 });
    expect(prompt.communicationBytes).toBe(10_000 * (2048 + 256));
    const next = cut.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 9999 });
    // Four heads offer the best 16 of 20 blocks on each package; then statistics and results.
    expect(next.communicationBytes).toBe(4 * 16 * 4 * 4 + 64 * 2 * 4 + 64 * 128 * 2);
  });
});

describe('refusals', () => {
  const faultsOf = (make: () => unknown): unknown => {
    try {
      make();
    } catch (error) {
      if (MantileError.isInstance(error)) return error.faults;
    }
    return undefined;
  };

  test('of choices that cannot be', () => {
    const make = () =>
      new BlockSparseAttentionLayer({ ...minimaxM3, indexNumHeads: 3, localBlocks: 17 });
    expect(faultsOf(make)).toMatchObject([{ path: 'indexNumHeads' }, { path: 'localBlocks' }]);
  });

  test('of degrees that leave index heads uneven', () => {
    const make = () =>
      new BlockSparseAttentionLayer({
        ...minimaxM3,
        numHeads: 24,
        numKvHeads: 12,
        parallelism: { tensorParallel: 6 },
      });
    expect(faultsOf(make)).toMatchObject([
      { code: 'parallelism.indivisible', path: 'parallelism.tensorParallel', legal: [1, 2, 4] },
    ]);
  });
});
