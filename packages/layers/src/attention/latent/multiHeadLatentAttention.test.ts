import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { MultiHeadLatentAttentionLayer } from './multiHeadLatentAttention.ts';

const deepSeekV3 = {
  hiddenSize: 7168,
  numHeads: 128,
  qLoraRank: 1536,
  kvLoraRank: 512,
  qkNopeHeadDim: 128,
  qkRopeHeadDim: 64,
  vHeadDim: 128,
} as const;

// Without the experts, whose layers have tests of their own: what the published totals leave for attention.
describe('parameters of published models', () => {
  test('DeepSeek-V3', () => {
    // q_a 7168·1536 + 1536; q_b 1536·128·192; kv_a 7168·576 + 512; kv_b 512·128·256; o 128·128·7168.
    const perLayer = 11_010_048 + 1_536 + 37_748_736 + 4_128_768 + 512 + 16_777_216 + 117_440_512;
    const layer = new MultiHeadLatentAttentionLayer(deepSeekV3);
    expect(layer.parameterCount).toEqual({ total: perLayer, active: perLayer });
    // Embedding and head 2·129280·7168, last norm 7168, 61·2 norms, 3 dense layers of 3·7168·18432, and 58 of a router
    // (7168 + 1)·256 with 257 experts of 3·7168·2048.
    const rest =
      2 * 129_280 * 7168 +
      7168 +
      61 * 2 * 7168 +
      3 * 3 * 7168 * 18_432 +
      58 * (7169 * 256 + 257 * 3 * 7168 * 2048);
    expect(rest + 61 * perLayer).toBe(671_026_419_200);
  });

  test('Kimi K2', () => {
    const layer = new MultiHeadLatentAttentionLayer({ ...deepSeekV3, numHeads: 64 });
    const rest =
      2 * 163_840 * 7168 +
      7168 +
      61 * 2 * 7168 +
      3 * 7168 * 18_432 +
      60 * (7169 * 384 + 385 * 3 * 7168 * 2048);
    // The text part of Kimi-K2.5.
    expect(rest + 61 * layer.parameterCount.total).toBe(1_026_408_232_448);
  });

  test('DeepSeek-V2-Lite, which projects its queries directly', () => {
    const { qLoraRank: _none, ...direct } = deepSeekV3;
    const layer = new MultiHeadLatentAttentionLayer({ ...direct, hiddenSize: 2048, numHeads: 16 });
    // q 2048·16·192; kv_a 2048·576 + 512; kv_b 512·16·256; o 16·128·2048.
    expect(layer.parameterCount.total).toBe(6_291_456 + 1_179_648 + 512 + 2_097_152 + 4_194_304);
    // Two shared experts; the router has no correction bias.
    const rest =
      2 * 102_400 * 2048 +
      2048 +
      27 * 2 * 2048 +
      3 * 2048 * 10_944 +
      26 * (2048 * 64 + 66 * 3 * 2048 * 1408);
    expect(rest + 27 * layer.parameterCount.total).toBe(15_706_484_224);
  });

  test('Kimi K3, which gates the results of its 96 heads', () => {
    const spec = { ...deepSeekV3, numHeads: 96 };
    const plain = new MultiHeadLatentAttentionLayer(spec).parameterCount.total;
    const gated = new MultiHeadLatentAttentionLayer({ ...spec, outputGate: 'elementwise' });
    expect(gated.parameterCount.total).toBe(plain + 7168 * 96 * 128);
  });
});

describe('costs of DeepSeek-V3', () => {
  test('61 layers cache 576 elements each', () => {
    const layer = new MultiHeadLatentAttentionLayer(deepSeekV3);
    const step = { phase: 'decode', batchSize: 1, contextLen: 0 } as const;
    expect(61 * layer.computeKvCache(step)).toBe(35_136 * 2);
  });

  test('a prompt expands keys and values', () => {
    const layer = new MultiHeadLatentAttentionLayer(deepSeekV3);
    const metrics = layer.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 1000 });
    // Every matrix is a product: 2·(187,107,328 − 2048 norm weights) a token; norms 5·2048;
    // core 2·128·(192 + 128)·1000 keys.
    const perToken = 2 * 187_105_280 + 10_240 + 81_920_000;
    expect(metrics.flopsPerPackage).toBe(1000 * perToken);
    expect(metrics.kvReadPerPackage).toBe(0);
    expect(metrics.kvWritePerPackage).toBe(1000 * 576 * 2);
    expect(metrics.weightReadPerPackage).toBe(187_107_328 * 2);
    // Input and output 2·7168, query latent 1536, latent 576, queries 128·192, keys and values 128·256.
    expect(metrics.activationMemoryPerPackage).toBe(
      1000 * (14_336 + 1536 + 576 + 24_576 + 32_768) * 2,
    );
  });

  test('a chunk of a prompt expands the cached prefix again', () => {
    const layer = new MultiHeadLatentAttentionLayer(deepSeekV3);
    const chunk = { phase: 'prefill', batchSize: 1, seqLen: 1000, contextLen: 3000 } as const;
    const metrics = layer.computeMetrics(chunk);
    const perToken = 2 * 187_105_280 + 10_240 + 2 * 128 * 320 * 4000;
    // kv_b of 3000 more rows: 2·512·128·256 each.
    expect(metrics.flopsPerPackage).toBe(1000 * perToken + 3000 * 33_554_432);
    expect(metrics.kvReadPerPackage).toBe(3000 * 576 * 2);
  });

  test('decoding attends to the latents', () => {
    const layer = new MultiHeadLatentAttentionLayer(deepSeekV3);
    const metrics = layer.computeMetrics({ phase: 'decode', batchSize: 3, contextLen: 999 });
    // Absorbing costs what expanding one position costs: 2·128·512·(128 + 128) = 2·16,777,216.
    // Core 2·128·(576 + 512)·1000 keys.
    const perToken = 2 * 187_105_280 + 10_240 + 278_528_000;
    expect(metrics.flopsPerPackage).toBe(3 * perToken);
    expect(metrics.kvReadPerPackage).toBe(3 * 999 * 576 * 2);
    expect(metrics.kvWritePerPackage).toBe(3 * 576 * 2);
    expect(metrics.weightReadPerPackage).toBe(187_107_328 * 2);
    // Absorbed queries 128·512 in place of keys and values.
    expect(metrics.activationMemoryPerPackage).toBe(
      3 * (14_336 + 1536 + 576 + 24_576 + 65_536) * 2,
    );
  });

  test('tensor parallelism cuts the heads, and repeats the latents', () => {
    const parallelism = { tensorParallel: 8 };
    const layer = new MultiHeadLatentAttentionLayer({ ...deepSeekV3, parallelism });
    const metrics = layer.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 999 });
    // Repeated: q_a and kv_a with their norms, 15,140,864; cut: the other 171,966,464.
    expect(metrics.weightMemoryPerPackage).toBe((15_140_864 + 171_966_464 / 8) * 2);
    expect(metrics.kvCachePerPackage).toBe(1000 * 576 * 2);
    expect(metrics.kvCacheTotal).toBe(8 * 1000 * 576 * 2);
    expect(metrics.communicationBytes).toBe(7168 * 2);
  });

  test('context parallelism exchanges latents in prompts, and attended latents in decoding', () => {
    const parallelism = { contextParallel: 4 };
    const layer = new MultiHeadLatentAttentionLayer({ ...deepSeekV3, parallelism });
    const prompt = layer.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 1000 });
    expect(prompt.communicationBytes).toBe(1000 * 576 * 2);
    // 250 queries, but all 1000 latents expanded, by each of the packages.
    expect(prompt.flopsPerPackage).toBe(
      250 * (2 * (187_105_280 - 16_777_216) + 10_240 + 81_920_000) + 1000 * 33_554_432,
    );
    const next = layer.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 999 });
    expect(next.communicationBytes).toBe(128 * 2 * 4 + 128 * 512 * 2);
    expect(next.kvCachePerPackage).toBe(250 * 576 * 2);
  });
});

test('biases belong to the projections of the input, and to the output', () => {
  const spec = { ...deepSeekV3, hiddenSize: 64, numHeads: 2 };
  const plain = new MultiHeadLatentAttentionLayer(spec);
  const biased = new MultiHeadLatentAttentionLayer({ ...spec, hasBias: true });
  const biases = 1536 + 576 + 64;
  expect(biased.parameterCount.total - plain.parameterCount.total).toBe(biases);
  const step = { phase: 'prefill', batchSize: 1, seqLen: 10 } as const;
  expect(biased.computeFlops(step) - plain.computeFlops(step)).toBe(10 * biases);
});

test('values wider than queries need the wider buffer', () => {
  // GLM-5: 256 of both; here values are wider.
  const spec = { ...deepSeekV3, hiddenSize: 64, numHeads: 2 };
  const step = { phase: 'prefill', batchSize: 1, seqLen: 10 } as const;
  const wider = new MultiHeadLatentAttentionLayer({ ...spec, vHeadDim: 256 });
  const plain = new MultiHeadLatentAttentionLayer(spec);
  // Per head 256 instead of 192 for the result, and 256 instead of 128 for values.
  expect(wider.computeActivationMemory(step) - plain.computeActivationMemory(step)).toBe(
    10 * 2 * (64 + 128) * 2,
  );
});

describe('refusals', () => {
  test('of degrees that leave heads uneven', () => {
    const make = () =>
      new MultiHeadLatentAttentionLayer({
        ...deepSeekV3,
        numHeads: 12,
        parallelism: { tensorParallel: 8 },
      });
    let faults: unknown;
    try {
      make();
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([
      {
        code: 'parallelism.indivisible',
        path: 'parallelism.tensorParallel',
        value: 8,
        legal: [1, 2, 3, 4, 6, 12],
      },
    ]);
  });

  test('of specs, all faults at once', () => {
    const make = () =>
      new MultiHeadLatentAttentionLayer({
        ...deepSeekV3,
        kvLoraRank: 0,
        qkRopeHeadDim: -1,
        // @ts-expect-error: a gate of another kind of attention
        outputGate: 'perHead',
        rope: true,
      });
    let paths: unknown;
    try {
      make();
    } catch (error) {
      if (MantileError.isInstance(error)) paths = error.faults.map(({ path }) => path);
    }
    expect(paths).toEqual(['kvLoraRank', 'qkRopeHeadDim', 'outputGate', 'rope']);
  });
});
