import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { DropoutLayer } from './dropout.ts';
import { LinearLayer } from './linear.ts';
import { LinearReplaceLayer } from './linearReplace.ts';
import { NoOpLayer } from './noOp.ts';

const steps = [
  { phase: 'prefill', batchSize: 2, seqLen: 10 },
  { phase: 'decode', batchSize: 2, seqLen: 3, contextLen: 10 },
] as const;

describe.each([
  ['DropoutLayer', () => new DropoutLayer({ p: 0.1, parallelism: { tensorParallel: 2 } })],
  ['NoOpLayer', () => new NoOpLayer({ parallelism: { tensorParallel: 2 } })],
])('%s', (_, make) => {
  test.each(steps)('costs nothing, in numbers: %o', (step) => {
    const { numPackages, ...counts } = make().computeMetrics(step);
    expect(numPackages).toBe(2);
    for (const [name, value] of Object.entries(counts)) expect(value, name).toBe(0);
    expect(make().parameterCount).toEqual({ total: 0, active: 0 });
  });
});

test('DropoutLayer refuses what is no probability', () => {
  let faults: unknown;
  try {
    new DropoutLayer({ p: 1.5 });
  } catch (error) {
    if (MantileError.isInstance(error)) ({ faults } = error);
  }
  expect(faults).toMatchObject([{ code: 'spec.invalid', path: 'p', value: 1.5 }]);
});

test.each(steps)('LinearReplaceLayer is a square projection: %o', (step) => {
  const parallelism = { tensorParallel: 2 };
  const replaced = new LinearReplaceLayer({ hiddenSize: 64, parallelism });
  const linear = new LinearLayer({ dIn: 64, dOut: 64, hasBias: false, parallelism });
  expect(replaced.parameterCount.total).toBe(64 * 64);
  expect(replaced.computeMetrics(step)).toEqual(linear.computeMetrics(step));
});
