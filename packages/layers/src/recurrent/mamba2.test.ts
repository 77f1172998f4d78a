import { describe, expect, it } from 'vitest';
import { traced } from './__fixtures__/traced.ts';
import { Mamba2Layer } from './mamba2.ts';

const token = { phase: 'decode', batchSize: 1, contextLen: 100 } as const;
const prompt = { phase: 'prefill', batchSize: 2, seqLen: 8 } as const;

describe('parameters of published models', () => {
  it('add up to the total of granite-4.0-h-micro', () => {
    const layer = new Mamba2Layer({ hiddenSize: 2048, numHeads: 64, headDim: 64, stateSize: 128 });
    // 4 attention layers, 40 gated MLPs of 8192, two norms a layer and a last one, the embedding, which is the head.
    const others =
      4 * (2 * 2048 * 2048 + 2 * 2048 * 512) + 40 * 3 * 2048 * 8192 + 81 * 2048 + 100352 * 2048;
    expect(36 * layer.parameterCount.total + others).toBe(3_191_396_096);
  });

  it('add up to the total of Nemotron-H-8B', () => {
    const layer = new Mamba2Layer({
      hiddenSize: 4096,
      numHeads: 128,
      headDim: 64,
      numGroups: 8,
      stateSize: 128,
    });
    // 24 MLPs of two projections, 4 attention layers, one norm a layer and a last one, embedding and head.
    const others =
      24 * 2 * 4096 * 21504 +
      4 * (2 * 4096 * 4096 + 2 * 4096 * 1024) +
      53 * 4096 +
      2 * 131072 * 4096;
    expect(24 * layer.parameterCount.total + others).toBe(8_100_852_736);
  });

  it('add up to the total of Mamba-Codestral-7B', () => {
    const layer = new Mamba2Layer({
      hiddenSize: 4096,
      numHeads: 128,
      headDim: 64,
      numGroups: 8,
      stateSize: 128,
    });
    expect(64 * layer.parameterCount.total + 65 * 4096 + 2 * 32768 * 4096).toBe(7_285_403_648);
  });

  it('come under the names and shapes of checkpoints', () => {
    const layer = new Mamba2Layer({
      hiddenSize: 48,
      numHeads: 12,
      headDim: 8,
      numGroups: 2,
      stateSize: 16,
      hasBias: true,
    });
    const shapes = Object.fromEntries(layer.weights.map(({ name, shape }) => [name, shape]));
    expect(shapes).toEqual({
      'in_proj.weight': [2 * 96 + 2 * 2 * 16 + 12, 48],
      'in_proj.bias': [268],
      'conv1d.weight': [160, 1, 4],
      'conv1d.bias': [160],
      A_log: [12],
      D: [12],
      dt_bias: [12],
      'norm.weight': [96],
      'out_proj.weight': [48, 96],
      'out_proj.bias': [48],
    });
  });
});

it('keeps what published models keep', () => {
  // Nemotron-3-Nano: 524,288 elements in single precision and 18,432 inputs of the convolution, per layer.
  const layer = new Mamba2Layer({
    hiddenSize: 2688,
    numHeads: 64,
    headDim: 64,
    numGroups: 8,
    stateSize: 128,
  });
  expect(layer.computeKvCache(token)).toBe(524_288 * 4 + 18_432 * 2);
  expect(layer.computeKvCache({ ...token, contextLen: 262_144 })).toBe(524_288 * 4 + 18_432 * 2);
});

describe('a step', () => {
  // d = 48, n = 12 heads of 8, I = 96, G = 2 groups, S = 16: in_proj 2·96 + 2·32 + 12 = 268 wide, 160 channels convolved.
  const spec = {
    hiddenSize: 48,
    numHeads: 12,
    headDim: 8,
    numGroups: 2,
    stateSize: 16,
    chunkSize: 4,
  };
  const layer = new Mamba2Layer(spec);
  // in_proj 2·48·268 = 25,728; convolution 160·9 = 1,440; norm 5·96 = 480; out_proj 2·96·48 = 9,216.
  const around = 25_728 + 1_440 + 480 + 9_216;

  it('adds up to the FLOPs derived by hand in decoding', () => {
    // Scan 5·96·16 + 3·96 + 2·12 = 7,992.
    expect(layer.computeFlops(token)).toBe(around + 7_992);
    expect(layer.computeFlops({ ...token, seqLen: 3 })).toBe(3 * (around + 7_992));
  });

  it('adds up to the FLOPs derived by hand in a prompt', () => {
    // 4·96·16 = 6,144; 2·96·16/4 = 768; 2·4·(96 + 2·16 + 12) = 1,120; 5·96 + 4·12 = 528.
    expect(layer.computeFlops(prompt)).toBe(16 * (around + 6_144 + 768 + 1_120 + 528));
  });

  it('holds input, what the projection gives and output', () => {
    expect(layer.computeActivationMemory(prompt)).toBe(16 * (48 + 268 + 48) * 2);
  });

  it('reads every weight', () => {
    expect(layer.computeWeightMemoryRead(token)).toBe(2 * layer.parameterCount.total);
  });
});

describe('over packages', () => {
  const spec = { hiddenSize: 48, numHeads: 12, headDim: 8, numGroups: 2, stateSize: 16 };
  const cut = (tensorParallel: number) =>
    new Mamba2Layer({ ...spec, parallelism: { tensorParallel } });

  it('cuts heads and groups alike while there are groups for all', () => {
    const metrics = cut(2).computeMetrics(prompt);
    const one = cut(1).computeMetrics(prompt);
    expect(metrics.flopsTotal).toBe(one.flopsTotal);
    expect(metrics.weightMemoryTotal).toBe(one.weightMemoryTotal);
    expect(metrics.kvCacheTotal).toBe(one.kvCacheTotal);
    expect(metrics.communicationBytes).toBe(16 * 48 * 2);
  });

  it('replicates groups beyond their number', () => {
    // On 4 packages: 3 heads, 24 channels, 1 of 2 groups. in_proj 2·24 + 2·16 + 3 = 83 rows of 48; 56 channels
    // convolved of 5 (filter and bias); 3·3; norm 24; out_proj 24·48.
    const metrics = cut(4).computeMetrics(prompt);
    expect(metrics.weightMemoryPerPackage).toBe(2 * (83 * 48 + 56 * 5 + 9 + 24 + 24 * 48));
    // Window 56·3 in two bytes, state 24·16 in four; two sequences.
    expect(metrics.kvCachePerPackage).toBe(2 * (56 * 3 * 2 + 24 * 16 * 4));
    expect(metrics.kvCacheTotal).toBe(4 * metrics.kvCachePerPackage);
    // The two packages of a group share one sum of squares a row, in single precision.
    expect(metrics.communicationBytes).toBe(16 * (48 * 2 + 4));
    expect(traced(cut(4), prompt, 'reduce_squares', 'wireBytes')).toBe(16 * 4);
  });

  it('refuses cuts through heads, and groups that come out uneven', () => {
    expect(() => cut(5)).toThrow(
      expect.objectContaining({
        faults: [
          expect.objectContaining({ code: 'parallelism.indivisible', legal: [1, 2, 3, 4, 6, 12] }),
          expect.objectContaining({ code: 'parallelism.indivisible', legal: [1, 2] }),
        ],
      }),
    );
    expect(() => cut(3)).toThrow(expect.objectContaining({ code: 'parallelism.indivisible' }));
  });

  it('refuses groups that do not divide the heads', () => {
    expect(() => new Mamba2Layer({ ...spec, numGroups: 5 })).toThrow(
      expect.objectContaining({
        faults: [expect.objectContaining({ code: 'spec.invalid', path: 'numGroups' })],
      }),
    );
  });
});
