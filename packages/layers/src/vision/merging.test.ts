import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { ConvolutionalDownsamplerLayer } from './convolutionalDownsampler.ts';
import { PatchMergerLayer } from './patchMerger.ts';
import { ProjectorLayer } from './projector.ts';

const step = { phase: 'prefill', batchSize: 2, seqLen: 40 } as const;

describe('PatchMergerLayer', () => {
  test('norms every patch, and projects four together', () => {
    const layer = new PatchMergerLayer({ hiddenSize: 16, outHiddenSize: 48 });
    // 80 patches, 20 tokens: 5·16 each; 2·64·64 + 64 and 2·64·48 + 48.
    expect(layer.computeFlops(step)).toBe(80 * 80 + 20 * (8_192 + 64 + 6_144 + 48));
    expect(layer.computeActivationMemory(step)).toBe(20 * (64 + 64 + 48) * 2);
  });

  test('normed together, the same elements cost the same', () => {
    const apart = new PatchMergerLayer({ hiddenSize: 16, outHiddenSize: 48 });
    const sizes = { hiddenSize: 16, outHiddenSize: 48, normsMergedPatches: true };
    const together = new PatchMergerLayer(sizes);
    expect(together.computeFlops(step)).toBe(apart.computeFlops(step));
    expect(together.parameterCount.total - apart.parameterCount.total).toBe(2 * 48);
  });

  test('cuts its inner width, and deals out merged tokens whole', () => {
    const parallelism = { tensorParallel: 4, contextParallel: 3 };
    const layer = new PatchMergerLayer({ hiddenSize: 16, outHiddenSize: 48, parallelism });
    const metrics = layer.computeMetrics(step);
    // ⌈10/3⌉ = 4 tokens of each image: 2·64·16 + 16 and 2·16·48 + 12, and the norm of their 16 patches.
    expect(metrics.flopsPerPackage).toBe(2 * (16 * 80 + 4 * (2_048 + 16 + 1_536 + 12)));
    expect(metrics.communicationBytes).toBe(8 * 48 * 2);
  });

  test('a remainder makes one more token', () => {
    const layer = new ProjectorLayer({ dIn: 16, dOut: 48, pixelShuffle: 2, hasBias: false });
    const flops = (seqLen: number) =>
      layer.computeFlops({ phase: 'prefill', batchSize: 1, seqLen });
    expect(flops(5)).toBe(2 * (2 * 64 * 48));
    expect(flops(4)).toBe(2 * 64 * 48);
  });

  test('refuses an inner width that does not divide', () => {
    let faults: unknown;
    try {
      new PatchMergerLayer({
        hiddenSize: 16,
        outHiddenSize: 48,
        parallelism: { tensorParallel: 3 },
      });
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([{ code: 'parallelism.indivisible', value: 3 }]);
  });
});

describe('ProjectorLayer', () => {
  test('averages squares of tokens before it projects what is left', () => {
    const layer = new ProjectorLayer({
      dIn: 16,
      dOut: 48,
      pooling: 2,
      normType: 'rms',
      hasBias: false,
    });
    expect(layer.parameterCount.total).toBe(16 + 16 * 48);
    // 80 tokens are added up, 20 normed and projected.
    expect(layer.computeFlops(step)).toBe(80 * 16 + 20 * (5 * 16 + 2 * 16 * 48));
    expect(layer.computeActivationMemory(step)).toBe((80 * 16 + 20 * 48) * 2);
  });

  test('is one projection, repeated by tensor parallelism', () => {
    const metrics = new ProjectorLayer({
      dIn: 16,
      dOut: 48,
      parallelism: { tensorParallel: 2 },
    }).computeMetrics(step);
    expect(metrics.flopsPerPackage).toBe(80 * (2 * 16 * 48 + 48));
    expect(metrics.flopsTotal).toBe(2 * metrics.flopsPerPackage);
    expect(metrics.communicationBytes).toBe(0);
  });

  test('or two behind a norm of tokens put side by side', () => {
    const spec = {
      dIn: 16,
      dOut: 48,
      numProjections: 2,
      pixelShuffle: 2,
      normType: 'layer',
    } as const;
    const layer = new ProjectorLayer(spec);
    // Norm 2·64; 64·48 + 48; 48·48 + 48.
    expect(layer.parameterCount.total).toBe(128 + 3_120 + 2_352);
    expect(layer.computeFlops(step)).toBe(20 * (5 * 64 + 6_144 + 48 + 4_608 + 48));
  });

  test('refuses an inner width without a second projection', () => {
    let faults: unknown;
    try {
      new ProjectorLayer({ dIn: 16, dOut: 48, intermediateSize: 32 });
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([{ code: 'spec.invalid', path: 'intermediateSize', value: 32 }]);
  });
});

describe('ConvolutionalDownsamplerLayer', () => {
  test('computes a quarter of the positions, each from nine', () => {
    const layer = new ConvolutionalDownsamplerLayer({ inChannels: 8, outChannels: 16 });
    // 20 positions remain: 2·9·8·16 + 16.
    expect(layer.computeFlops(step)).toBe(20 * (2_304 + 16));
    // 80 inputs, 20 outputs.
    expect(layer.computeActivationMemory(step)).toBe((80 * 8 + 20 * 16) * 2);
    const normed = { inChannels: 8, outChannels: 16, hasBias: false, hasNorm: true };
    expect(new ConvolutionalDownsamplerLayer(normed).computeFlops(step)).toBe(20 * (2_304 + 80));
  });

  test('of a sequence goes along one axis', () => {
    const sizes = { inChannels: 8, outChannels: 16, axes: 1 } as const;
    const halving = new ConvolutionalDownsamplerLayer(sizes);
    expect(halving.parameterCount.total).toBe(3 * 8 * 16 + 16);
    expect(halving.computeFlops(step)).toBe(40 * (2 * 3 * 8 * 16 + 16));
    const keeping = new ConvolutionalDownsamplerLayer({ ...sizes, stride: 1 });
    expect(keeping.computeFlops(step)).toBe(80 * (2 * 3 * 8 * 16 + 16));
  });
});
