import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { LinearLayer } from './linear.ts';

const prompt = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;

describe('LinearLayer', () => {
  test('multiplies and adds its bias', () => {
    const layer = new LinearLayer({ dIn: 512, dOut: 256 });
    // 512·256 + 256.
    expect(layer.parameterCount.total).toBe(131_328);
    // 20 rows: 2·20·512·256 + 20·256.
    expect(layer.computeFlops(prompt)).toBe(5_242_880 + 5_120);
    expect(layer.computeActivationMemory(prompt)).toBe(20 * (512 + 256) * 2);
  });

  test('cut by outputs, gathers them', () => {
    const layer = new LinearLayer({ dIn: 512, dOut: 256, parallelism: { tensorParallel: 4 } });
    const metrics = layer.computeMetrics(prompt);
    expect(metrics.flopsPerPackage).toBe((5_242_880 + 5_120) / 4);
    expect(metrics.weightMemoryPerPackage).toBe((131_328 / 4) * 2);
    expect(metrics.communicationBytes).toBe(20 * 256 * 2);
    // Three quarters of it travel.
    expect(metrics.wireBytes).toBe((20 * 256 * 2 * 3) / 4);
  });

  test('cut by inputs, reduces the sums and keeps the whole bias everywhere', () => {
    const parallelism = { tensorParallel: 4 };
    const layer = new LinearLayer({ dIn: 512, dOut: 256, split: 'inputs', parallelism });
    const metrics = layer.computeMetrics(prompt);
    expect(metrics.flopsPerPackage).toBe((5_242_880 + 5_120) / 4);
    expect(metrics.weightMemoryPerPackage).toBe(((512 * 256) / 4 + 256) * 2);
    expect(metrics.wireBytes).toBe((20 * 256 * 2 * 6) / 4);
  });

  test('not cut, is repeated', () => {
    const parallelism = { tensorParallel: 3 };
    const layer = new LinearLayer({ dIn: 512, dOut: 256, split: 'none', parallelism });
    const metrics = layer.computeMetrics(prompt);
    expect(metrics.flopsTotal).toBe(3 * (5_242_880 + 5_120));
    expect(metrics.communicationBytes).toBe(0);
  });

  test.each(['outputs', 'inputs'] as const)('refuses uneven %s', (split) => {
    const make = () =>
      new LinearLayer({ dIn: 512, dOut: 256, split, parallelism: { tensorParallel: 3 } });
    let faults: unknown;
    try {
      make();
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([
      { code: 'parallelism.indivisible', path: 'parallelism.tensorParallel', value: 3 },
    ]);
  });
});
