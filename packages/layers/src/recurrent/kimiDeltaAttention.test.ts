import { standardDtypes } from '@mantile/core';
import { describe, expect, it } from 'vitest';
import { KimiDeltaAttentionLayer } from './kimiDeltaAttention.ts';

const token = { phase: 'decode', batchSize: 1, contextLen: 100 } as const;
const linear = { hiddenSize: 2304, numHeads: 32, headDim: 128 };

describe('parameters of published models', () => {
  it('add up to the total of Kimi-Linear-48B-A3B, and to its elements in single precision', () => {
    const layer = new KimiDeltaAttentionLayer(linear);
    const latent = 2304 * 32 * 192 + 2304 * 576 + 512 + 512 * 32 * 256 + 32 * 128 * 2304;
    const experts = 257 * 3 * 2304 * 1024 + 256 * 2304 + 256;
    const others = 7 * latent + 3 * 2304 * 9216 + 26 * experts + 55 * 2304 + 2 * 163840 * 2304;
    expect(20 * layer.parameterCount.total + others).toBe(49_122_681_728);
    const inFp32 = layer.weights
      .filter(({ dtype }) => dtype === standardDtypes.fp32)
      .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
    // The other 256 of each MoE are its correction bias.
    expect(20 * inFp32 + 26 * 256).toBe(89_216);
  });

  it('follow the closed form with the gate at full rank and padded decay rates (Kimi K3)', () => {
    const layer = new KimiDeltaAttentionLayer({
      hiddenSize: 7168,
      numHeads: 96,
      headDim: 128,
      useFullRankGate: true,
      paddedNumHeads: 128,
    });
    // P = 12,288: 3·7168·P + 12·P + 7168·128 + 128·P + 7168·96 + 7168·P + 128 + P + 128 + P·7168.
    const byHand =
      264_241_152 +
      147_456 +
      917_504 +
      1_572_864 +
      688_128 +
      88_080_384 +
      128 +
      12_288 +
      128 +
      88_080_384;
    expect(layer.parameterCount.total).toBe(byHand);
  });
});

it('keeps what published models keep', () => {
  // Kimi-Linear: 524,288 elements and 36,864 inputs of the convolutions, per layer.
  const layer = new KimiDeltaAttentionLayer(linear);
  expect(layer.computeKvCache(token)).toBe(524_288 * 4 + 36_864 * 2);
  expect(layer.computeKvCache({ ...token, contextLen: 1_000_000 })).toBe(524_288 * 4 + 36_864 * 2);
});

describe('a step', () => {
  // d = 48, 12 heads of 4: P = 48; kernel 4; chunks of 4.
  const spec = { hiddenSize: 48, numHeads: 12, headDim: 4, chunkSize: 4 };
  const layer = new KimiDeltaAttentionLayer(spec);
  // q, k, v 2·48·144 = 13,824; decay 2·48·4 + 2·4·48 = 768; strength 2·48·12 = 1,152; gate 768;
  // convolutions 8·144 = 1,152; norms of queries and keys 5·96 = 480; norm 5·48 = 240; out 2·48·48 = 4,608.
  const around = 13_824 + 768 + 1_152 + 768 + 1_152 + 480 + 240 + 4_608;

  it('adds up to the FLOPs derived by hand', () => {
    // Per head in decoding 7·16 + 4·4 = 128, in a prompt 6·16 + 16/4 + 8·4·4 + 8·4 = 260.
    expect(layer.computeFlops(token)).toBe(around + 12 * 128);
    expect(layer.computeFlops({ phase: 'prefill', batchSize: 1, seqLen: 8 })).toBe(
      8 * (around + 12 * 260),
    );
  });

  it('replaces two products by one where the gate has full rank', () => {
    const full = new KimiDeltaAttentionLayer({ ...spec, useFullRankGate: true });
    expect(full.computeFlops(token) - layer.computeFlops(token)).toBe(2 * 48 * 48 - 768);
    expect(full.weights.map(({ name }) => name)).toContain('g_proj.weight');
  });

  it('repeats the projections to low rank on every package', () => {
    const metrics = new KimiDeltaAttentionLayer({
      ...spec,
      parallelism: { tensorParallel: 4 },
    }).computeMetrics(token);
    const [decayRank, gateRank] = [2 * 48 * 4, 2 * 48 * 4];
    expect(metrics.flopsTotal).toBe(layer.computeFlops(token) + 3 * (decayRank + gateRank));
    expect(metrics.weightMemoryTotal).toBe(layer.computeWeightMemory() + 3 * 2 * (2 * 48 * 4 + 4));
    expect(metrics.kvCacheTotal).toBe(layer.computeKvCache(token));
  });

  it('refuses cuts through heads, splits of a sequence, and padding to fewer heads', () => {
    expect(
      () => new KimiDeltaAttentionLayer({ ...spec, parallelism: { tensorParallel: 8 } }),
    ).toThrow(expect.objectContaining({ code: 'parallelism.indivisible' }));
    expect(
      () => new KimiDeltaAttentionLayer({ ...spec, parallelism: { contextParallel: 2 } }),
    ).toThrow(expect.objectContaining({ code: 'parallelism.unsupported_axis' }));
    expect(() => new KimiDeltaAttentionLayer({ ...spec, paddedNumHeads: 8 })).toThrow(
      expect.objectContaining({
        faults: [expect.objectContaining({ code: 'spec.invalid', path: 'paddedNumHeads' })],
      }),
    );
  });
});
