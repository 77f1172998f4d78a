import fc from 'fast-check';
import type { ParallelismOptions } from '../parallelism.ts';
import type { Step } from '../step.ts';
import { ToyLayer } from './toyLayer.ts';

const dividingTwelve = fc.constantFrom(1, 2, 3, 4, 6, 12);
const small = fc.integer({ min: 1, max: 4 });

/** Any plan that a {@link ToyLayer} of twelve heads and twelve experts can be cut to. */
export const legalPlan: fc.Arbitrary<ParallelismOptions> = fc.record(
  {
    tensorParallel: dividingTwelve,
    expertParallel: dividingTwelve,
    sequenceParallel: small,
    contextParallel: small,
    attentionDataParallel: small,
  },
  { requiredKeys: [] },
);

/** Sizes that most degrees cut unevenly. */
export const toySizes = fc.record({
  inner: fc.integer({ min: 1, max: 100 }),
  vocabulary: fc.integer({ min: 1, max: 100 }),
});

/** Formats of each sort: plain, packed, in blocks. */
export const dtypeName = fc.constantFrom('bf16', 'fp8', 'mxfp4', 'int4');

/** A toy of any size, format and plan. */
export const toyLayer: fc.Arbitrary<ToyLayer> = fc
  .record({ spec: toySizes, dtype: dtypeName, parallelism: legalPlan })
  .map(({ spec, dtype, parallelism }) => new ToyLayer({ ...spec, dtype, parallelism }));

const batchSize = fc.integer({ min: 1, max: 50 });

/** Prompts, chunks of prompts, and decoding of one token or several. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    phase: fc.constant('prefill' as const),
    batchSize,
    seqLen: fc.integer({ min: 1, max: 1000 }),
    contextLen: fc.integer({ min: 0, max: 1000 }),
  }),
  fc.record({
    phase: fc.constant('decode' as const),
    batchSize,
    seqLen: fc.integer({ min: 1, max: 4 }),
    contextLen: fc.integer({ min: 0, max: 10_000 }),
  }),
);
