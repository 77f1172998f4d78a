import { fc, test } from '@fast-check/vitest';
import { MantileError, type LayerClass, type ParallelAxis, type Step } from '@mantile/core';
import { describe, expect } from 'vitest';
import { standardLayers } from '../../registry.ts';
import type { SpecCase } from '../cases.ts';
import { runSpec } from '../run.ts';
import { writeSpec } from './document.ts';

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    phase: fc.constant('prefill' as const),
    batchSize: fc.integer({ min: 1, max: 5 }),
    seqLen: fc.integer({ min: 1, max: 300 }),
    contextLen: fc.constantFrom(0, 0, 7, 256),
  }),
  fc.record({
    phase: fc.constant('decode' as const),
    batchSize: fc.integer({ min: 1, max: 70 }),
    seqLen: fc.constantFrom(1, 1, 3),
    contextLen: fc.integer({ min: 0, max: 5000 }),
  }),
);

const degrees = fc.constantFrom(1, 1, 2, 3, 4);
const hardware = fc.constantFrom(undefined, {
  peakFlops: { bf16: 989e12, fp8: 1979e12 },
  memoryBandwidth: 3350e9,
  linkBandwidth: 450e9,
  linkLatency: 2e-6,
});

function casesOf({ examples, supportedParallelism }: LayerClass): fc.Arbitrary<SpecCase> {
  const axes = Object.fromEntries(supportedParallelism.map((axis) => [axis, degrees])) as Record<
    ParallelAxis,
    typeof degrees
  >;
  return fc
    .record({
      spec: fc.constantFrom(...examples),
      parallelism: fc.record(axes),
      dtype: fc.constantFrom('bf16' as const, 'fp8' as const, 'nvfp4' as const),
      step: steps,
      causal: fc.constantFrom(undefined, 'dense' as const, 'exact' as const),
      overlap: fc.constantFrom(undefined, 'full' as const),
      hardware,
    })
    .map((found) => ({ title: 'any', ...found }));
}

function isLegal(layerClass: LayerClass, { spec, dtype, parallelism }: SpecCase): boolean {
  try {
    return new layerClass({ ...spec, dtype, parallelism }) instanceof layerClass;
  } catch (error) {
    if (MantileError.isInstance(error)) return false;
    throw error;
  }
}

describe.each(standardLayers.kinds)('%s', (kind) => {
  const layerClass = standardLayers.get(kind);
  const legal = casesOf(layerClass).filter((found) => isLegal(layerClass, found));

  test.prop([fc.array(legal, { minLength: 1, maxLength: 2 })], { numRuns: 4 })(
    'what the writer writes, the runner passes',
    (cases) => {
      const text = writeSpec({ layer: layerClass, prefix: 'ANY', overview: ['Any.'], cases });
      const { findings } = runSpec(text, { layers: standardLayers, file: `${kind}.md` });
      expect(
        findings.map(({ line, message }) => `${text.split('\n')[line - 1] ?? ''} <- ${message}`),
      ).toEqual([]);
    },
    60_000,
  );
});
