import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { anyStep, dtypeName, legalPlan, toyLayer, toySizes } from './__fixtures__/arbitrary.ts';
import { ToyLayer } from './__fixtures__/toyLayer.ts';
import { toySystem } from './__fixtures__/toySystem.ts';
import type { System } from './hardware/system.ts';
import type { LayerMetrics } from './metrics/layerMetrics.ts';
import { parallelAxes } from './parallelism.ts';
import { constantEfficiency } from './timing/constant.ts';
import { gigabytesPerSecondPerDirection, seconds } from './units.ts';

const share = fc.double({ min: 0.01, max: 1, noNaN: true });
const system: fc.Arbitrary<System> = fc
  .record({
    compute: share,
    memory: share,
    link: share,
    launchSeconds: fc.constantFrom(0, 1e-6, 1e-4),
    fusesPasses: fc.boolean(),
  })
  .map((constants) => ({
    ...toySystem,
    tiers: [
      ...toySystem.tiers,
      {
        name: 'far',
        packages: 1_000_000,
        bandwidth: gigabytesPerSecondPerDirection(1),
        latency: seconds(1e-5),
      },
    ],
    efficiency: constantEfficiency({ name: 'any', ...constants }),
  }));
const overlap = fc.constantFrom('none' as const, 'full' as const);

test.prop([toyLayer, anyStep, system, overlap])(
  'calibrated is never faster than ideal, and no metric is negative or no number',
  (layer, step, hardware, rule) => {
    const request = { ...step, hardware, overlap: rule };
    const ideal = layer.computeMetrics(request);
    const real = layer.computeMetrics({ ...request, fidelity: 'calibrated' });
    const atLeast = (key: keyof LayerMetrics) => {
      expect(real[key] as number, key).toBeGreaterThanOrEqual((ideal[key] as number) * (1 - 1e-12));
    };
    atLeast('wallClockTimeMs');
    atLeast('communicationTimeMs');
    for (const metrics of [ideal, real]) {
      for (const [key, value] of Object.entries(metrics)) {
        if (typeof value === 'number') expect(value, key).toBeGreaterThanOrEqual(0);
      }
      for (const key of ['flopsPerPackage', 'kvCachePerPackage', 'wallClockTimeMs'] as const) {
        expect(metrics[key], key).toBeGreaterThan(0);
      }
    }
  },
);

test.prop([toySizes, dtypeName, anyStep])(
  'a degree of 1 is an axis left out',
  (spec, dtype, step) => {
    const ones = Object.fromEntries(ToyLayer.supportedParallelism.map((axis) => [axis, 1]));
    const given = new ToyLayer({ ...spec, dtype, parallelism: ones }).computeMetrics(step);
    expect(given).toEqual(new ToyLayer({ ...spec, dtype }).computeMetrics(step));
  },
);

test.prop([toySizes, legalPlan, anyStep])(
  'the busiest package has at least its even share, and no more than everything',
  (spec, parallelism, step) => {
    const metrics = new ToyLayer({ ...spec, parallelism }).computeMetrics(step);
    for (const [own, total] of [
      ['flopsPerPackage', 'flopsTotal'],
      ['weightMemoryPerPackage', 'weightMemoryTotal'],
      ['activationMemoryPerPackage', 'activationMemoryTotal'],
      ['kvCachePerPackage', 'kvCacheTotal'],
    ] as const) {
      const { numPackages } = metrics;
      expect(metrics[own] * numPackages * (1 + 1e-12), own).toBeGreaterThanOrEqual(metrics[total]);
      expect(metrics[total], own).toBeGreaterThanOrEqual(metrics[own]);
    }
  },
);

test.prop([toySizes, legalPlan, anyStep])(
  'over all packages, what is not replicated adds up to the unsharded layer',
  (spec, parallelism, step) => {
    const whole = new ToyLayer(spec);
    const cut = new ToyLayer({ ...spec, parallelism });
    const { numPackages } = cut;
    const of = (degrees: readonly (keyof typeof parallelism)[]) =>
      degrees.reduce((product, axis) => product * (parallelism[axis] ?? 1), 1);

    // Tokens repeat in decode on the packages that would share a prompt.
    const tokenAxes = ['sequenceParallel', 'contextParallel'] as const;
    const shared = step.phase === 'prefill' ? of(tokenAxes) : 1;
    const copies = numPackages / shared / of(['attentionDataParallel']);
    const { seqLen = 1, contextLen = 0 } = step;
    const rows = step.batchSize * seqLen;
    const { width, heads, headWidth, experts, expertWidth, expertsPerToken } = whole.spec;
    // Fewer columns than packages are replicated.
    const inner = Math.max(whole.spec.inner, of(['tensorParallel']));
    const vocabulary = Math.max(whole.spec.vocabulary, of(['tensorParallel']));
    const overTensor = copies / of(['tensorParallel']);
    const flops =
      overTensor *
        (rows * (2 * width * inner * 2 + inner + width) +
          step.batchSize * seqLen * (contextLen + seqLen) * 4 * heads * headWidth +
          rows * 3 * heads * headWidth) +
      copies * rows * 5 * width +
      (copies / of(['expertParallel'])) *
        rows *
        expertsPerToken *
        (2 * expertWidth * width + expertWidth);
    const metrics = cut.computeMetrics(step);
    expect(Math.abs(metrics.flopsTotal - flops)).toBeLessThanOrEqual(1);

    const elements =
      (numPackages / of(['tensorParallel'])) *
        (vocabulary * width + 2 * inner * width + inner + heads) +
      numPackages * 2 * width +
      (numPackages / of(['expertParallel'])) * experts * (expertWidth * width + expertWidth);
    expect(metrics.weightMemoryTotal).toBe(2 * elements);

    const perPosition = 2 * heads * headWidth * 2;
    const sequenceCopies = numPackages / of(['tensorParallel', 'attentionDataParallel']);
    const kv =
      step.batchSize *
      ((sequenceCopies / of(['contextParallel'])) * (contextLen + seqLen) * perPosition +
        (sequenceCopies * perPosition) / 2);
    expect(Math.abs(metrics.kvCacheTotal - kv)).toBeLessThanOrEqual(1);
  },
);

test.prop([toyLayer, anyStep, fc.integer({ min: 2, max: 9 })])(
  'everything that grows with the batch grows in proportion',
  (layer, step, factor) => {
    // Whole groups of sequences, whole pairs per expert group: no rounding.
    const { attentionDataParallel, expertParallel } = layer.parallelism;
    const batchSize = step.batchSize * attentionDataParallel * expertParallel;
    const one = layer.computeMetrics({ ...step, batchSize });
    const many = layer.computeMetrics({ ...step, batchSize: batchSize * factor });
    for (const key of [
      'flopsPerPackage',
      'flopsTotal',
      'kvCachePerPackage',
      'kvCacheTotal',
      'kvReadPerPackage',
      'kvWritePerPackage',
    ] as const) {
      expect(Math.abs(many[key] - factor * one[key]), key).toBeLessThanOrEqual(factor);
    }
    for (const key of ['communicationBytes', 'activationMemoryPerPackage'] as const) {
      // Each is rounded up to whole bytes.
      expect(Math.abs(many[key] - factor * one[key]), key).toBeLessThan(factor);
    }
    expect(many.weightMemoryTotal).toBe(one.weightMemoryTotal);
  },
);

test.prop([toyLayer, anyStep, fc.integer({ min: 1, max: 100 })])(
  'more context never costs less',
  (layer, step, more) => {
    const contextLen = step.contextLen ?? 0;
    const less = layer.computeMetrics({ ...step, contextLen });
    const longer = layer.computeMetrics({ ...step, contextLen: contextLen + more });
    for (const key of ['flopsPerPackage', 'kvCachePerPackage', 'kvReadPerPackage'] as const) {
      expect(longer[key], key).toBeGreaterThanOrEqual(less[key]);
    }
  },
);

test.prop([legalPlan])('the packages are the product of the degrees', (parallelism) => {
  const degrees = parallelAxes.map((axis) => parallelism[axis] ?? 1);
  expect(new ToyLayer({ parallelism }).numPackages).toBe(
    degrees.reduce((product, degree) => product * degree, 1),
  );
});
