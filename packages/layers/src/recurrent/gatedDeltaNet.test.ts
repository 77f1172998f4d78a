import { standardDtypes } from '@mantile/core';
import { describe, expect, it } from 'vitest';
import { GatedDeltaNetLayer } from './gatedDeltaNet.ts';

const token = { phase: 'decode', batchSize: 1, contextLen: 100 } as const;
const next = {
  hiddenSize: 2048,
  numKeyHeads: 16,
  numValueHeads: 32,
  keyHeadDim: 128,
  valueHeadDim: 128,
};
const qwen27 = {
  hiddenSize: 5120,
  numKeyHeads: 16,
  numValueHeads: 48,
  keyHeadDim: 128,
  valueHeadDim: 128,
};

describe('parameters of published models', () => {
  it('add up to the total of Qwen3-Coder-Next', () => {
    const layer = new GatedDeltaNetLayer({ ...next, inputProjections: 'fused' });
    const attention = 2 * 2048 * 16 * 256 + 2 * 2048 * 2 * 256 + 16 * 256 * 2048 + 2 * 256;
    // 512 experts, their router, a shared expert and its gate.
    const experts = 513 * 3 * 2048 * 512 + 512 * 2048 + 2048;
    const others = 12 * attention + 48 * experts + 97 * 2048 + 2 * 151936 * 2048;
    expect(36 * layer.parameterCount.total + others).toBe(79_674_391_296);
    // All of it in sixteen bits.
    expect(layer.computeWeightMemory()).toBe(2 * layer.parameterCount.total);
  });

  it('add up to the text model of Qwen3.5-27B, decay rates and norms in single precision', () => {
    const layer = new GatedDeltaNetLayer(qwen27);
    const attention = 2 * 5120 * 24 * 256 + 2 * 5120 * 4 * 256 + 24 * 256 * 5120 + 2 * 256;
    const others = 16 * attention + 64 * 3 * 5120 * 17408 + 129 * 5120 + 2 * 248320 * 5120;
    expect(48 * layer.parameterCount.total + others).toBe(26_895_998_464);
    const inFp32 = layer.weights
      .filter(({ dtype }) => dtype === standardDtypes.fp32)
      .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
    expect(48 * inFp32).toBe(8_448);
  });

  it('do not depend on how projections are stored', () => {
    const names = (inputProjections: 'split' | 'fused') =>
      new GatedDeltaNetLayer({ ...next, inputProjections }).weights
        .map(({ name, shape }) => [name, shape])
        .slice(0, inputProjections === 'split' ? 4 : 2);
    expect(names('split')).toEqual([
      ['in_proj_qkv.weight', [8192, 2048]],
      ['in_proj_z.weight', [4096, 2048]],
      ['in_proj_b.weight', [32, 2048]],
      ['in_proj_a.weight', [32, 2048]],
    ]);
    expect(names('fused')).toEqual([
      ['in_proj_qkvz.weight', [12288, 2048]],
      ['in_proj_ba.weight', [64, 2048]],
    ]);
  });
});

it('keeps what published models keep', () => {
  // Qwen3.5-27B: 786,432 elements in single precision and 30,720 inputs of the convolution, per layer.
  const layer = new GatedDeltaNetLayer(qwen27);
  expect(layer.computeKvCache(token)).toBe(786_432 * 4 + 30_720 * 2);
  expect(layer.computeKvCache({ ...token, contextLen: 262_144 })).toBe(786_432 * 4 + 30_720 * 2);
});

describe('a step', () => {
  // d = 48; 4 key heads of 8, 12 value heads of 4: K = 32, V = 48; kernel 4; chunks of 4.
  const spec = {
    hiddenSize: 48,
    numKeyHeads: 4,
    numValueHeads: 12,
    keyHeadDim: 8,
    valueHeadDim: 4,
    chunkSize: 4,
  };
  const layer = new GatedDeltaNetLayer(spec);
  // in 2·48·(64 + 96 + 24) = 17,664; convolution 8·112 = 896; norms of queries and keys 5·64 = 320;
  // norm 5·48 = 240; out 2·48·48 = 4,608.
  const around = 17_664 + 896 + 320 + 240 + 4_608;

  it('adds up to the FLOPs derived by hand in decoding', () => {
    // Per head 7·32 + 2·4 + 2 = 234.
    expect(layer.computeFlops(token)).toBe(around + 12 * 234);
    expect(layer.computeFlops({ ...token, batchSize: 2, seqLen: 3 })).toBe(6 * (around + 12 * 234));
  });

  it('adds up to the FLOPs derived by hand in a prompt', () => {
    // Per head 6·32 + 32/4 + 4·(40 + 12 + 3) + 3·8 + 4 = 448.
    const prompt = { phase: 'prefill', batchSize: 2, seqLen: 8 } as const;
    expect(layer.computeFlops(prompt)).toBe(16 * (around + 12 * 448));
  });

  it('cuts everything but the norm, and sums the output', () => {
    const cut = new GatedDeltaNetLayer({ ...spec, parallelism: { tensorParallel: 4 } });
    const metrics = cut.computeMetrics(token);
    expect(metrics.flopsTotal).toBe(layer.computeFlops(token));
    expect(metrics.kvCacheTotal).toBe(layer.computeKvCache(token));
    expect(metrics.weightMemoryTotal).toBe(layer.computeWeightMemory() + 3 * 4 * 4);
    expect(metrics.communicationBytes).toBe(48 * 2);
  });

  it('refuses cuts through key heads, and splits of a sequence', () => {
    expect(() => new GatedDeltaNetLayer({ ...spec, parallelism: { tensorParallel: 12 } })).toThrow(
      expect.objectContaining({
        faults: [expect.objectContaining({ code: 'parallelism.indivisible', legal: [1, 2, 4] })],
      }),
    );
    expect(() => new GatedDeltaNetLayer({ ...spec, parallelism: { contextParallel: 2 } })).toThrow(
      expect.objectContaining({ code: 'parallelism.unsupported_axis' }),
    );
    expect(() => new GatedDeltaNetLayer({ ...spec, numKeyHeads: 5 })).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ path: 'numKeyHeads' })] }),
    );
  });
});
