import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { LayerNormLayer } from './layerNorm.ts';
import { NormLayer } from './norm.ts';
import { RMSNormLayer } from './rmsNorm.ts';

const step = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;

describe('NormLayer', () => {
  test.each([
    [{ hiddenSize: 64 }, 64],
    [{ hiddenSize: 64, normType: 'layer' }, 128],
    [{ hiddenSize: 64, normType: 'layer', hasBias: false }, 64],
    [{ hiddenSize: 64, hasBias: true }, 128],
    [{ hiddenSize: 64, normType: 'layer', hasWeight: false }, 0],
    // A scale, and one number for the whole layer.
    [{ hiddenSize: 64, hasLayerScalar: true }, 65],
  ] as const)('%o has %i parameters', (spec, parameters) => {
    const layer = new NormLayer(spec);
    expect(layer.parameterCount.total).toBe(parameters);
    // Twenty tokens, 5 FLOPs an element; input and output share one place.
    expect(layer.computeFlops(step)).toBe(20 * 64 * 5);
    expect(layer.computeActivationMemory(step)).toBe(20 * 64 * 2);
    expect(layer.computeWeightMemoryRead(step)).toBe(parameters * 2);
  });

  test('is a scale alone where nothing is normalised, one product an element', () => {
    const scale = new NormLayer({ hiddenSize: 64, normType: 'none' });
    expect(scale.parameterCount.total).toBe(64);
    expect(scale.computeFlops(step)).toBe(20 * 64);
  });

  test('splits a prompt over sequence and context parallelism, rounding up, and repeats the tokens of decode', () => {
    const parallelism = { sequenceParallel: 2, contextParallel: 2 };
    const layer = new NormLayer({ hiddenSize: 64, parallelism });
    // ⌈10/4⌉ = 3 of ten tokens in each of two sequences; in total all twenty.
    const prompt = layer.computeMetrics(step);
    expect(prompt.flopsPerPackage).toBe(2 * 3 * 64 * 5);
    expect(prompt.flopsTotal).toBe(20 * 64 * 5);
    expect(prompt.weightMemoryTotal).toBe(4 * 128);
    const decode = layer.computeMetrics({ phase: 'decode', batchSize: 2, contextLen: 10 });
    expect(decode.flopsTotal).toBe(4 * 2 * 64 * 5);
  });
});

describe('its names', () => {
  test('RMSNormLayer is the root-mean-square norm', () => {
    const named = new RMSNormLayer({ hiddenSize: 64, eps: 1e-6 });
    expect(named.computeMetrics(step)).toEqual(
      new NormLayer({ hiddenSize: 64 }).computeMetrics(step),
    );
  });

  test('LayerNormLayer is the norm with scale and shift', () => {
    const named = new LayerNormLayer({ hiddenSize: 64 });
    const general = new NormLayer({ hiddenSize: 64, normType: 'layer' });
    expect(named.computeMetrics(step)).toEqual(general.computeMetrics(step));
    expect(new LayerNormLayer({ hiddenSize: 64, hasBias: false }).parameterCount.total).toBe(64);
  });

  test('neither takes the type of the other', () => {
    let faults: unknown;
    try {
      new RMSNormLayer(JSON.parse('{"hiddenSize": 64, "normType": "layer", "eps": 0}') as never);
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([
      { code: 'spec.invalid', path: 'normType', value: 'layer' },
      { code: 'spec.invalid', path: 'eps', value: 0 },
    ]);
  });
});
