import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { GatedMLPLayer } from './gatedMlp.ts';
import { GLULayer } from './glu.ts';
import { MLPLayer } from './mlp.ts';
import { SwiGLULayer } from './swiglu.ts';

const step = { phase: 'prefill', batchSize: 2, seqLen: 128 } as const;

describe('MLPLayer', () => {
  test('on one package', () => {
    const metrics = new MLPLayer({ hiddenSize: 1024, intermediateSize: 4096 }).computeMetrics(step);
    // 2·256·2·1024·4096.
    expect(metrics.flopsPerPackage).toBe(4_294_967_296);
    expect(metrics.weightMemoryPerPackage).toBe(2 * 2 * 1024 * 4096);
    // Input, inner width, output.
    expect(metrics.activationMemoryPerPackage).toBe(2 * 256 * (1024 + 4096 + 1024));
    expect(metrics.communicationBytes).toBe(0);
  });

  test('with biases over four packages: each adds a quarter of the last one, and stores all of it', () => {
    const parallelism = { tensorParallel: 4 };
    const spec = { hiddenSize: 1024, intermediateSize: 4096, hasBias: true, parallelism };
    const metrics = new MLPLayer(spec).computeMetrics(step);
    expect(metrics.flopsPerPackage).toBe((4_294_967_296 + 256 * (4096 + 1024)) / 4);
    expect(metrics.weightMemoryPerPackage).toBe(2 * (2 * 1024 * 1024 + 1024 + 1024));
    expect(metrics.communicationBytes).toBe(256 * 1024 * 2);
    // The ring sends 2·3/4 of it.
    expect(metrics.wireBytes).toBe((256 * 1024 * 2 * 6) / 4);
  });

  test('holds four bounds of each clipped projection, at no cost', () => {
    const sizes = { hiddenSize: 8, intermediateSize: 16, numProjections: 3 } as const;
    const clipped = new MLPLayer({ ...sizes, clipsProjections: true });
    expect(clipped.parameterCount.total).toBe(3 * 8 * 16 + 3 * 4);
    expect(clipped.computeFlops(step)).toBe(new MLPLayer(sizes).computeFlops(step));
    expect(clipped.weights.map(({ name }) => name)).toContain('gate_proj.input_min');
  });

  test('in decode repeats its tokens on the packages that split a prompt', () => {
    const parallelism = { sequenceParallel: 2, contextParallel: 2 };
    const layer = new MLPLayer({ hiddenSize: 64, intermediateSize: 128, parallelism });
    const flops = layer.computeFlops({ phase: 'decode', batchSize: 3, contextLen: 9 });
    expect(flops).toBe(3 * 2 * 2 * 64 * 128);
  });

  test('refuses an inner width that does not divide, naming the degrees that do', () => {
    let faults: unknown;
    try {
      new MLPLayer({ hiddenSize: 64, intermediateSize: 100, parallelism: { tensorParallel: 8 } });
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([
      { code: 'parallelism.indivisible', value: 8, legal: [1, 2, 4, 5, 10, 20, 25, 50, 100] },
    ]);
  });
});

describe('gated networks', () => {
  const sizes = { hiddenSize: 512, intermediateSize: 2048 };
  const gated = new MLPLayer({ ...sizes, numProjections: 3 }).computeMetrics(step);

  test('have three projections by whatever name and activation', () => {
    expect(gated.flopsPerPackage).toBe(2 * 256 * 3 * 512 * 2048);
    expect(new GatedMLPLayer(sizes).computeMetrics(step)).toEqual(gated);
    expect(new SwiGLULayer(sizes).computeMetrics(step)).toEqual(gated);
    for (const activation of ['swiglu', 'geglu', 'reglu'] as const) {
      expect(new GLULayer({ ...sizes, activation }).computeMetrics(step)).toEqual(gated);
    }
  });

  test('refuse another activation', () => {
    let faults: unknown;
    try {
      new GLULayer({ ...sizes, activation: 'selu' as never });
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([{ code: 'spec.invalid', path: 'activation', value: 'selu' }]);
  });
});

test('a choice that is none is refused with those that are', () => {
  const make = () =>
    // @ts-expect-error: neither up and down, nor gate, up and down
    new MLPLayer({ hiddenSize: 64, intermediateSize: 128, numProjections: 4 });
  let legal: unknown;
  try {
    make();
  } catch (error) {
    if (MantileError.isInstance(error)) legal = error.faults[0]?.legal;
  }
  expect(legal).toEqual([2, 3]);
});
