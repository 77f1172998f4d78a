import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { DiffusionNextTokenHead } from './diffusionNextToken.ts';

// Time: two projections 128 → 128. Denoiser: 2·512 + 128 = 1152 → 2048 → 512. With biases.
const time = 2 * (128 * 128 + 128);
const inwards = 1152 * 2048 + 2048;
const outwards = 2048 * 512 + 512;
const flopsOfOneEvaluation =
  2 * 2 * 128 * 128 + 2 * 128 + (2 * 1152 * 2048 + 2048) + (2 * 2048 * 512 + 512);
const token = { phase: 'decode', batchSize: 1, contextLen: 100 } as const;

describe('DiffusionNextTokenHead', () => {
  test('evaluates its denoiser twelve times, with and without its condition', () => {
    const metrics = new DiffusionNextTokenHead({ embedDim: 512 }).computeMetrics(token);
    expect(metrics.flopsPerPackage).toBe(12 * 2 * flopsOfOneEvaluation);
    expect(metrics.weightMemoryPerPackage).toBe(2 * (time + inwards + outwards));
    // Both evaluations of a step share one read of the weights.
    expect(metrics.weightReadPerPackage).toBe(12 * metrics.weightMemoryPerPackage);
    // What one step needs, for both evaluations.
    expect(metrics.activationMemoryPerPackage).toBe(2 * (128 + 1152 + 2048 + 512) * 2);
  });

  test.each([
    [{ cfgGuidanceScale: 1 }, 12],
    [{ cfgGuidanceScale: 1.01 }, 24],
    [{ numInferSteps: 50, cfgGuidanceScale: 0 }, 50],
    [{ scheduler: 'ddpm' }, 24],
    [{ scheduler: 'dpm', numTrainTimesteps: 12 }, 24],
  ] as const)('with %o takes %i evaluations a token', (spec, evaluations) => {
    const head = new DiffusionNextTokenHead({ embedDim: 512, ...spec });
    expect(head.computeFlops(token)).toBe(evaluations * flopsOfOneEvaluation);
  });

  test('denoises the last token of each prompt', () => {
    const head = new DiffusionNextTokenHead({ embedDim: 512 });
    const prompt = { phase: 'prefill', batchSize: 3, seqLen: 100 } as const;
    expect(head.computeFlops(prompt)).toBe(3 * head.computeFlops(token));
  });

  test('cuts the inner width, and reduces in every step', () => {
    const parallelism = { tensorParallel: 4 };
    const metrics = new DiffusionNextTokenHead({ embedDim: 512, parallelism }).computeMetrics(
      token,
    );
    const cut = 2 * 1152 * 512 + 512 + 2 * 512 * 512 + 128;
    expect(metrics.flopsPerPackage).toBe(24 * (2 * 2 * 128 * 128 + 2 * 128 + cut));
    expect(metrics.communicationBytes).toBe(12 * 2 * 512 * 2);
  });

  test('is not there when it is not enabled', () => {
    const head = new DiffusionNextTokenHead({ embedDim: 512, enabled: false });
    expect(head.parameterCount.total).toBe(0);
    expect(head.computeFlops(token)).toBe(0);
  });

  test('refuses more steps than training had, and unknown schedulers', () => {
    const faultsOf = (make: () => unknown): unknown => {
      try {
        make();
      } catch (error) {
        if (MantileError.isInstance(error)) return error.faults;
      }
      return undefined;
    };
    expect(
      faultsOf(() => new DiffusionNextTokenHead({ embedDim: 8, numInferSteps: 1001 })),
    ).toMatchObject([{ code: 'spec.invalid', path: 'numInferSteps', value: 1001 }]);
    expect(
      faultsOf(() => new DiffusionNextTokenHead({ embedDim: 8, scheduler: 'euler' as never })),
    ).toMatchObject([{ code: 'spec.invalid', path: 'scheduler', value: 'euler' }]);
  });
});
