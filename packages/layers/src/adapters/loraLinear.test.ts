import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { LoRALinearLayer } from './loraLinear.ts';

const prompt = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;

describe('LoRALinearLayer', () => {
  test('adds two thin products to the projection', () => {
    // W 512·256 = 131,072; A 8·512 + B 256·8 = 6,144.
    const layer = new LoRALinearLayer({ dIn: 512, dOut: 256, rank: 8, alpha: 16, dropout: 0.1 });
    expect(layer.parameterCount).toEqual({ total: 137_216, active: 137_216 });
    // 20 rows: 2·20·131,072 + 2·20·6,144.
    expect(layer.computeFlops(prompt)).toBe(20 * 2 * 137_216);
    // Input, rank and output, two bytes each.
    expect(layer.computeActivationMemory(prompt)).toBe(20 * (512 + 8 + 256) * 2);
  });

  test('reads the adapters that a batch is expected to use, and computes one for each row', () => {
    const layer = new LoRALinearLayer({ dIn: 512, dOut: 256, rank: 8, numAdapters: 4 });
    expect(layer.parameterCount).toEqual({ total: 131_072 + 4 * 6_144, active: 137_216 });
    // Two sequences: 4·(1 − (3/4)²) = 1.75 adapters.
    const metrics = layer.computeMetrics(prompt);
    expect(metrics.weightReadPerPackage).toBe((131_072 + 1.75 * 6_144) * 2);
    expect(metrics.flopsPerPackage).toBe(20 * 2 * 137_216);
  });

  test('cuts A or B with the projection, and needs no exchange for it', () => {
    const parallelism = { tensorParallel: 4 };
    const columns = new LoRALinearLayer({ dIn: 512, dOut: 256, rank: 8, parallelism });
    // W and B a quarter each, A whole.
    expect(columns.computeWeightMemory()).toBe(2 * ((512 * 256) / 4 + 8 * 512 + (256 * 8) / 4));
    expect(columns.computeMetrics(prompt).communicationBytes).toBe(20 * 256 * 2);
    const rows = new LoRALinearLayer({
      dIn: 512,
      dOut: 256,
      rank: 8,
      split: 'inputs',
      parallelism,
    });
    expect(rows.computeWeightMemory()).toBe(2 * ((512 * 256) / 4 + (8 * 512) / 4 + 256 * 8));
    expect(rows.computeMetrics(prompt).communicationBytes).toBe(20 * 256 * 2);
  });

  test('is free once merged', () => {
    const merged = new LoRALinearLayer({ dIn: 512, dOut: 256, rank: 8, isMerged: true });
    expect(merged.parameterCount.total).toBe(131_072);
    expect(merged.computeFlops(prompt)).toBe(20 * 2 * 131_072);
    expect(merged.computeActivationMemory(prompt)).toBe(20 * (512 + 256) * 2);
  });

  test('keeps adapters in a format of their own', () => {
    const options = { dIn: 512, dOut: 256, rank: 8, dtypes: { weights: 'fp8' } } as const;
    const layer = new LoRALinearLayer({ ...options, adapterDtype: 'bf16' });
    expect(layer.computeWeightMemory()).toBe(131_072 + 2 * 6_144);
  });

  test('refuses several merged adapters, and sizes that do not divide', () => {
    const faultsOf = (make: () => unknown) => {
      try {
        make();
      } catch (error) {
        if (MantileError.isInstance(error)) return error.faults;
        throw error;
      }
      return [];
    };
    const merged = { dIn: 512, dOut: 256, rank: 8, isMerged: true, numAdapters: 2 };
    expect(faultsOf(() => new LoRALinearLayer(merged))).toMatchObject([
      { code: 'spec.invalid', path: 'numAdapters', value: 2 },
    ]);
    const parallelism = { tensorParallel: 3 };
    const uneven = { dIn: 512, dOut: 256, rank: 8, parallelism };
    expect(faultsOf(() => new LoRALinearLayer(uneven))).toMatchObject([
      { code: 'parallelism.indivisible', path: 'parallelism.tensorParallel', value: 3 },
    ]);
  });
});
