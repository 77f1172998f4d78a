import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { MultiHeadLatentAttentionLayer } from './multiHeadLatentAttention.ts';
import { SparseLatentAttentionLayer } from './sparseLatentAttention.ts';

const latent = {
  hiddenSize: 7168,
  numHeads: 128,
  qLoraRank: 1536,
  kvLoraRank: 512,
  qkNopeHeadDim: 128,
  qkRopeHeadDim: 64,
  vHeadDim: 128,
} as const;
const deepSeekV32 = { ...latent, indexNumHeads: 64, indexHeadDim: 128, indexTopk: 2048 } as const;
const glm5 = {
  hiddenSize: 6144,
  numHeads: 64,
  qLoraRank: 2048,
  kvLoraRank: 512,
  qkNopeHeadDim: 192,
  qkRopeHeadDim: 64,
  vHeadDim: 256,
  indexNumHeads: 32,
  indexHeadDim: 128,
  indexTopk: 2048,
} as const;

// Indexer of DeepSeek-V3.2: wq_b 1536·64·128, wk 7168·128, k_norm 2·128, weights_proj 7168·64.
const indexer = 12_582_912 + 917_504 + 256 + 458_752;

describe('parameters of published models', () => {
  test('DeepSeek-V3.2', () => {
    const layer = new SparseLatentAttentionLayer(deepSeekV32);
    expect(layer.parameterCount.total).toBe(187_107_328 + indexer);
    // DeepSeek-V3 and 61 indexers.
    expect(671_026_419_200 + 61 * indexer).toBe(671_877_944_064);
  });

  test('GLM-5', () => {
    const layer = new SparseLatentAttentionLayer(glm5);
    // q_a 6144·2048 + 2048; q_b 2048·64·256; kv_a 6144·576 + 512; kv_b 512·64·448; o 64·256·6144;
    // indexer 2048·32·128 + 6144·128 + 256 + 6144·32.
    const perLayer =
      12_582_912 +
      2_048 +
      33_554_432 +
      3_538_944 +
      512 +
      14_680_064 +
      100_663_296 +
      (8_388_608 + 786_432 + 256 + 196_608);
    expect(layer.parameterCount.total).toBe(perLayer);
    const rest =
      2 * 154_880 * 6144 +
      6144 +
      78 * 2 * 6144 +
      3 * 3 * 6144 * 12_288 +
      75 * (6145 * 256 + 257 * 3 * 6144 * 2048);
    expect(rest + 78 * perLayer).toBe(743_911_218_432);
  });

  test('GLM-5.2, most of whose layers use the choice of an earlier one', () => {
    const full = new SparseLatentAttentionLayer(glm5);
    const shared = new SparseLatentAttentionLayer({ ...glm5, sharesIndexer: true });
    const { indexNumHeads: _n, indexHeadDim: _d, indexTopk: _k, ...plain } = glm5;
    const total = new MultiHeadLatentAttentionLayer(plain).parameterCount.total;
    expect(shared.parameterCount.total).toBe(total);
    expect(full.parameterCount.total - total).toBe(9_371_904);
    expect(shared.state.map(({ name }) => name)).toEqual(['latent']);
    expect(full.state.map(({ name }) => name)).toEqual(['latent', 'index_key']);
  });
});

describe('costs of DeepSeek-V3.2', () => {
  const layer = new SparseLatentAttentionLayer(deepSeekV32);
  // As MLA, and every matrix of the indexer (its norm apart), and five per element of the index key's norm.
  const projections = 2 * 187_105_280 + 10_240 + 2 * (indexer - 256) + 5 * 128;

  test('decoding scores every key, and attends to the best 2048', () => {
    const metrics = layer.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 9999 });
    // Index 2·64·128·10,000; core 2·128·(576 + 512)·2048.
    expect(metrics.flopsPerPackage).toBe(projections + 163_840_000 + 570_425_344);
    // All past index keys of 128 + 4 bytes, 2048 latents.
    expect(metrics.kvReadPerPackage).toBe(9999 * 132 + 2048 * 576 * 2);
    expect(metrics.kvWritePerPackage).toBe(132 + 576 * 2);
    expect(metrics.kvCachePerPackage).toBe(10_000 * (132 + 576 * 2));
    // MLA's 7168·2 + 1536 + 576 + 128·192 + 128·512, the index query 64·128, its head weights 64, its key 128; and
    // 2048 chosen positions of four bytes.
    expect(metrics.activationMemoryPerPackage).toBe(
      2 * (14_336 + 1536 + 576 + 24_576 + 65_536 + 8192 + 64 + 128) + 2048 * 4,
    );
  });

  test('up to 2048 positions it works as MLA, and stores index keys', () => {
    const plain = new MultiHeadLatentAttentionLayer(latent);
    for (const step of [
      { phase: 'prefill', batchSize: 2, seqLen: 2048 },
      { phase: 'prefill', batchSize: 2, seqLen: 48, contextLen: 2000 },
      { phase: 'decode', batchSize: 2, contextLen: 2047 },
    ] as const) {
      const rows = 2 * ('seqLen' in step ? step.seqLen : 1);
      const [sparse, full] = [layer.computeMetrics(step), plain.computeMetrics(step)];
      // Only the key is projected and normed.
      expect(sparse.flopsPerPackage - full.flopsPerPackage).toBe(rows * (2 * 917_504 + 5 * 128));
      expect(sparse.kvReadPerPackage).toBe(full.kvReadPerPackage);
      expect(sparse.kvWritePerPackage - full.kvWritePerPackage).toBe(rows * 132);
    }
  });

  test('a longer prompt absorbs as well', () => {
    const prompt = { phase: 'prefill', batchSize: 1, seqLen: 4096 } as const;
    expect(layer.computeFlops(prompt)).toBe(
      4096 * (projections + 2 * 64 * 128 * 4096 + 2 * 128 * 1088 * 2048),
    );
    // Exactly, the i-th token scores i keys, and attends to the best 2048 of them.
    const exact = layer.computeMetrics({ ...prompt, causal: 'exact' });
    const scored = (4096 * 4097) / 2;
    const attended = (2048 * 2049) / 2 + 2048 * 2048;
    expect(exact.flopsPerPackage).toBe(
      4096 * projections + 2 * 64 * 128 * scored + 2 * 128 * 1088 * attended,
    );
  });

  test('several new tokens read what each of them picks', () => {
    const step = { phase: 'decode', batchSize: 1, seqLen: 3, contextLen: 9997 } as const;
    const metrics = layer.computeMetrics(step);
    expect(metrics.kvReadPerPackage).toBe(9997 * 132 + 3 * 2048 * 576 * 2);
    expect(metrics.flopsPerPackage).toBe(
      3 * (projections + 2 * 64 * 128 * 10_000 + 2 * 128 * 1088 * 2048),
    );
  });

  test('an earlier choice costs no scores', () => {
    const shared = new SparseLatentAttentionLayer({ ...deepSeekV32, sharesIndexer: true });
    const step = { phase: 'decode', batchSize: 1, contextLen: 9999 } as const;
    expect(shared.computeFlops(step)).toBe(2 * 187_105_280 + 10_240 + 570_425_344);
    expect(shared.computeMetrics(step).kvReadPerPackage).toBe(2048 * 576 * 2);
    expect(shared.computeKvCache(step)).toBe(10_000 * 576 * 2);
  });

  test('tensor parallelism cuts the heads of attention, and repeats the indexer', () => {
    const parallelism = { tensorParallel: 8 };
    const cut = new SparseLatentAttentionLayer({ ...deepSeekV32, parallelism });
    const step = { phase: 'decode', batchSize: 1, contextLen: 9999 } as const;
    // Cut: q_b, kv_b and o with 171,966,464 weights, and the core; repeated: all else.
    const repeated = projections - 2 * 171_966_464 + 163_840_000;
    expect(cut.computeFlops(step)).toBe(repeated + (2 * 171_966_464 + 570_425_344) / 8);
    expect(cut.computeMetrics(step).communicationBytes).toBe(7168 * 2);
  });

  test('context parallelism exchanges index keys in prompts, and candidates in decoding', () => {
    const parallelism = { contextParallel: 4 };
    const cut = new SparseLatentAttentionLayer({ ...deepSeekV32, parallelism });
    const prompt = cut.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 10_000 });
    expect(prompt.communicationBytes).toBe(10_000 * (132 + 576 * 2));
    const next = cut.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 9999 });
    // Each package offers its best 2048 of 2500; then statistics and attended latents are combined.
    expect(next.communicationBytes).toBe(4 * 2048 * 4 + 128 * 2 * 4 + 128 * 512 * 2);
    expect(next.kvReadPerPackage).toBe(2500 * 132 + 512 * 576 * 2);
  });
});

test('refuses an indexer without compressed queries', () => {
  const { qLoraRank: _none, ...direct } = deepSeekV32;
  let faults: unknown;
  try {
    // @ts-expect-error: the indexer's queries come from the compressed ones
    new SparseLatentAttentionLayer(direct);
  } catch (error) {
    if (MantileError.isInstance(error)) ({ faults } = error);
  }
  expect(faults).toMatchObject([{ code: 'spec.invalid', path: 'qLoraRank' }]);
});
