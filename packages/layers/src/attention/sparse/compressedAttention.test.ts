import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { CompressedAttentionLayer } from './compressedAttention.ts';

const flash = {
  hiddenSize: 4096,
  numHeads: 64,
  headDim: 512,
  qLoraRank: 1024,
  oGroups: 8,
  oLoraRank: 1024,
  slidingWindow: 128,
  indexNumHeads: 64,
  indexHeadDim: 128,
  indexTopk: 512,
} as const;
const pro = {
  ...flash,
  hiddenSize: 7168,
  numHeads: 128,
  qLoraRank: 1536,
  oGroups: 16,
  indexTopk: 1024,
} as const;

const parametersOf = (spec: typeof flash | typeof pro, compressRatio: 0 | 4 | 128): number =>
  new CompressedAttentionLayer({ ...spec, compressRatio }).parameterCount.total;

describe('parameters of published models', () => {
  test('DeepSeek-V4-Flash', () => {
    // wq_a 4096·1024, its norm 1024; wq_b 1024·64·512; wkv 4096·512, its norm 512; wo_a 64·512·1024;
    // wo_b 8·1024·4096; a logit per head.
    const plain = 4_194_304 + 1024 + 33_554_432 + 2_097_152 + 512 + 33_554_432 + 33_554_432 + 64;
    // Projection and gate 2·4096·512, position biases 128·512, norm 512.
    const heavily = 4_194_304 + 65_536 + 512;
    // Each token twice: 2·4096·1024, 4·1024, 512; the indexer's own 2·4096·256, 4·256, 128, its queries 1024·64·128, and
    // head weights 4096·64.
    const indexed = 8_388_608 + 4096 + 512 + (2_097_152 + 1024 + 128) + 8_388_608 + 262_144;
    expect(parametersOf(flash, 0)).toBe(plain);
    expect(parametersOf(flash, 128)).toBe(plain + heavily);
    expect(parametersOf(flash, 4)).toBe(plain + indexed);
    // Embedding and head, last norm; 43 layers of two norms, 257 experts and a router, the last 40 with a correction
    // bias; hyper-connections: 24·4·4096 + 24 + 3 twice a layer, 4·4·4096 + 4 + 1 at the end.
    const rest =
      2 * 129_280 * 4096 +
      4096 +
      43 * (2 * 4096 + 256 * 4096 + 257 * 3 * 4096 * 2048) +
      40 * 256 +
      43 * 2 * (24 * 4 * 4096 + 27) +
      (16 * 4096 + 5);
    // 2 layers with the window alone, 21 of ratio 4, 20 of ratio 128.
    expect(rest + 43 * plain + 21 * indexed + 20 * heavily).toBe(284_332_240_471);
  });

  test('DeepSeek-V4-Pro', () => {
    const rest =
      2 * 129_280 * 7168 +
      7168 +
      61 * (2 * 7168 + 384 * 7168 + 385 * 3 * 7168 * 3072) +
      58 * 384 +
      61 * 2 * (24 * 4 * 7168 + 27) +
      (16 * 7168 + 5);
    // 30 layers of ratio 4, 31 of ratio 128.
    expect(rest + 30 * parametersOf(pro, 4) + 31 * parametersOf(pro, 128)).toBe(1_572_997_201_763);
  });

  test('position biases and logits are kept in single precision', () => {
    const layer = new CompressedAttentionLayer({ ...flash, compressRatio: 4, dtype: 'fp8' });
    const single = layer.weights.filter(({ dtype }) => dtype?.name === 'fp32');
    expect(single.map(({ name, shape }) => [name, shape])).toEqual([
      ['attn_sink', [64]],
      ['indexer.compressor.ape', [4, 256]],
      ['compressor.ape', [4, 1024]],
    ]);
  });
});

describe('state of DeepSeek-V4-Flash, in elements', () => {
  const sizesOf = (compressRatio: 0 | 4 | 128) =>
    Object.fromEntries(
      new CompressedAttentionLayer({ ...flash, compressRatio }).state.map((part) => [
        part.name,
        [part.elementsPerPosition, part.retention.positions(1_000_000)],
      ]),
    );

  test('the window, entries, index keys, and what is not compressed yet', () => {
    expect(sizesOf(0)).toEqual({ window: [512, 128] });
    expect(sizesOf(128)).toEqual({
      window: [512, 128],
      compressed: [512, 7812],
      compressor_state: [2 * 512, 128],
    });
    expect(sizesOf(4)).toEqual({
      window: [512, 128],
      compressed: [512, 250_000],
      compressor_state: [2 * 1024, 8],
      index_key: [128, 250_000],
      'indexer.compressor_state': [2 * 256, 8],
    });
    // Single precision in all layers: 21·(8·2048 + 8·512) + 20·128·1024.
    expect(21 * (8 * 2048 + 8 * 512) + 20 * 128 * 1024).toBe(3_051_520);
  });

  test('bytes', () => {
    const step = { phase: 'decode', batchSize: 1, contextLen: 9999 } as const;
    const bytesOf = (compressRatio: 0 | 4 | 128) =>
      new CompressedAttentionLayer({ ...flash, compressRatio }).computeKvCache(step);
    expect(bytesOf(0)).toBe(128 * 1024);
    expect(bytesOf(128)).toBe(128 * 1024 + 78 * 1024 + 128 * 1024 * 4);
    // An index key of 128 FP4 elements has four scales: 64 + 4 bytes.
    expect(bytesOf(4)).toBe(128 * 1024 + 2500 * (1024 + 68) + 8 * (2048 + 512) * 4);
  });
});

describe('costs of DeepSeek-V4-Flash', () => {
  // Products of the plain layer, and five per normed element: query latent, key, and the heads' queries.
  const plain = 2 * (106_956_352 - 1024 - 512 - 64) + 5 * (1024 + 512 + 64 * 512);
  const next = { phase: 'decode', batchSize: 1, contextLen: 9999 } as const;

  test('the window alone', () => {
    const layer = new CompressedAttentionLayer({ ...flash, compressRatio: 0 });
    const metrics = layer.computeMetrics(next);
    expect(metrics.flopsPerPackage).toBe(plain + 4 * 64 * 512 * 128);
    expect(metrics.kvReadPerPackage).toBe(127 * 1024);
    expect(metrics.kvWritePerPackage).toBe(1024);
    expect(metrics.weightReadPerPackage).toBe((106_956_352 - 64) * 2 + 64 * 4);
    // Input and output, query latent, key, queries, groups.
    expect(metrics.activationMemoryPerPackage).toBe(
      2 * (2 * 4096 + 1024 + 512 + 64 * 512 + 8 * 1024),
    );
  });

  test('one entry for 128 positions', () => {
    const layer = new CompressedAttentionLayer({ ...flash, compressRatio: 128 });
    const metrics = layer.computeMetrics(next);
    // The compressor's products 2·4096·1024, the norm of an entry, and 78 entries besides the window.
    expect(metrics.flopsPerPackage).toBe(
      plain + 2 * 4096 * 1024 + 5 * 512 + 4 * 64 * 512 * (128 + 78),
    );
    // 78 entries; of 128 pending positions one on average, written as well.
    expect(metrics.kvReadPerPackage).toBe((127 + 78) * 1024 + 4096);
    expect(metrics.kvWritePerPackage).toBe(2 * 1024 + 4096);
  });

  test('one entry for 4 positions, the best 512 of them', () => {
    const layer = new CompressedAttentionLayer({ ...flash, compressRatio: 4 });
    const metrics = layer.computeMetrics(next);
    const compressors = 2 * 4096 * 2048 + 5 * 512 + 2 * 4096 * 512 + 5 * 128;
    // Queries of the indexer, head weights, and 2·64·128 for each of 2500 entries.
    const index = 2 * 8_388_608 + 2 * 262_144 + 2 * 64 * 128 * 2500;
    expect(metrics.flopsPerPackage).toBe(plain + compressors + index + 4 * 64 * 512 * (128 + 512));
    // 2499 index keys; two of eight pending positions of both compressors.
    expect(metrics.kvReadPerPackage).toBe((127 + 512) * 1024 + 2499 * 68 + 2 * (2048 + 512) * 4);
    expect(metrics.kvWritePerPackage).toBe(2 * 1024 + 68 + (2048 + 512) * 4);
  });

  test('a prompt, its masked pairs left out', () => {
    const layer = new CompressedAttentionLayer({ ...flash, compressRatio: 128 });
    const prompt = { phase: 'prefill', batchSize: 1, seqLen: 256, causal: 'exact' } as const;
    // The window grows to 128 and stays; one entry from position 127 on, two at the last.
    const pairs = (128 * 129) / 2 + 128 * 128 + 128 + 2;
    expect(layer.computeMetrics(prompt).flopsPerPackage).toBe(
      256 * (plain + 2 * 4096 * 1024) + 2 * 5 * 512 + 4 * 64 * 512 * pairs,
    );
  });

  test('tensor parallelism cuts heads and groups', () => {
    const parallelism = { tensorParallel: 8 };
    const layer = new CompressedAttentionLayer({ ...flash, compressRatio: 4, parallelism });
    const metrics = layer.computeMetrics(next);
    // wq_b, wo_a, wo_b 33,554,432 each, and the logits; the rest is repeated.
    const cut = 3 * 33_554_432;
    const single = (4096 + 1024) * 4;
    const repeated = (126_098_624 - cut - 64 - 5120) * 2 + single;
    expect(metrics.weightMemoryPerPackage).toBe(repeated + (cut * 2 + 64 * 4) / 8);
    expect(metrics.kvCacheTotal).toBe(8 * metrics.kvCachePerPackage);
    expect(metrics.communicationBytes).toBe(4096 * 2);
  });

  test('context parallelism exchanges entries in prompts, and results in decoding', () => {
    const parallelism = { contextParallel: 4 };
    const layer = new CompressedAttentionLayer({ ...flash, compressRatio: 4, parallelism });
    const prompt = layer.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 10_000 });
    // 2500 tokens and 127 before them; all entries and their index keys.
    expect(prompt.communicationBytes).toBe((2500 + 127 + 2500) * 1024 + 2500 * 68);
    const metrics = layer.computeMetrics(next);
    // Best 512 of 625 entries on each; statistics and results.
    expect(metrics.communicationBytes).toBe(4 * 512 * 4 + 64 * 2 * 4 + 64 * 512 * 2);
    // What is pending is on all packages.
    expect(metrics.kvCachePerPackage).toBe(32 * 1024 + 625 * (1024 + 68) + 8 * 2560 * 4);
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

  test('of an indexer without sizes, all at once', () => {
    const { indexNumHeads: _n, indexTopk: _k, ...without } = flash;
    const make = () => new CompressedAttentionLayer({ ...without, compressRatio: 4 });
    expect(faultsOf(make)).toMatchObject([{ path: 'indexNumHeads' }, { path: 'indexTopk' }]);
  });

  test('of ratios that no compressor has, and groups that are uneven', () => {
    const make = () =>
      // @ts-expect-error: no such ratio
      new CompressedAttentionLayer({ ...flash, compressRatio: 8 });
    expect(faultsOf(make)).toMatchObject([{ code: 'spec.invalid', path: 'compressRatio' }]);
    const uneven = () => new CompressedAttentionLayer({ ...flash, oGroups: 7, compressRatio: 0 });
    expect(faultsOf(uneven)).toMatchObject([{ code: 'spec.invalid', path: 'oGroups' }]);
  });

  test('of more packages than groups', () => {
    const parallelism = { tensorParallel: 16 };
    const make = () => new CompressedAttentionLayer({ ...flash, compressRatio: 0, parallelism });
    expect(faultsOf(make)).toMatchObject([
      { code: 'parallelism.indivisible', value: 16, legal: [1, 2, 4, 8] },
    ]);
  });
});
