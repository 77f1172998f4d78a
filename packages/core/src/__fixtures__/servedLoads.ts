import fc from 'fast-check';
import { MantileError } from '../errors.ts';
import type { System } from '../hardware/system.ts';
import type { Model } from '../model.ts';
import { constantEfficiency } from '../timing/constant.ts';
import { plainEngine, type EngineProfile } from '../estimate/engine/engineProfile.ts';
import type { EstimateOptions } from '../estimate/options.ts';
import type { TokenLength } from '../estimate/lengths.ts';
import type { Load, Workload } from '../workload.ts';
import { servedModel } from './servedLayer.ts';
import { toySystem } from './toySystem.ts';

/** Numbers of which each decade is as likely as any other. */
export function logarithmic(least: number, most: number): fc.Arbitrary<number> {
  return fc
    .integer({ min: 0, max: 1000 })
    .map((share) => Math.round(least * (most / least) ** (share / 1000)));
}

/** Sizes for {@link modelOf}: these are printed when a property fails, and not the whole model. */
export const anySizes = fc.record({
  layers: fc.integer({ min: 2, max: 40 }),
  hiddenSize: fc.constantFrom(64, 1000, 8192),
  headWidth: fc.constantFrom(4, 125),
  window: fc.constantFrom(0, 0, 100),
  tensorParallel: fc.constantFrom(1, 2, 8),
});

type Sizes = typeof anySizes extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** The model of such sizes. */
export function modelOf({ layers, tensorParallel, ...sizes }: Sizes): Model {
  return servedModel(layers, sizes, { tensorParallel });
}

/** Schedulers of each sort, with chunks from tiny to huge. */
export const anyEngine: fc.Arbitrary<EngineProfile> = fc
  .record({
    scheduler: fc.constantFrom('mixed' as const, 'exclusive' as const),
    chunkTokens: logarithmic(16, 65_536),
    pollSteps: fc.constantFrom(1, 1, 30),
    waitSteps: fc.constantFrom(0, 0.5, 1.9),
    admission: fc.constantFrom('full' as const, 'current' as const),
    requestSeconds: fc.constantFrom(0, 0.01),
    stepSeconds: fc.constantFrom(0, 3e-4),
  })
  .map(({ requestSeconds, stepSeconds, ...profile }) => ({
    ...plainEngine,
    ...profile,
    costs: { ...plainEngine.costs, requestSeconds, stepSeconds },
  }));

/** Half of the arithmetic, most of the bandwidth, and a launch for each kernel. */
export const halfEfficiency = constantEfficiency({
  name: 'half',
  compute: 0.5,
  memory: 0.8,
  launchSeconds: 2e-6,
});

/** The toy system, with an efficiency or ideal. */
export function systemOf(isCalibrated: boolean): System {
  return isCalibrated ? { ...toySystem, efficiency: halfEfficiency } : toySystem;
}

/** Engines, stages and replicas. */
export const anyOptions: fc.Arbitrary<EstimateOptions> = fc.record({
  engine: anyEngine,
  pipelineStages: fc.constantFrom(1, 1, 2),
  replicas: fc.constantFrom(1, 1, 8),
});

/** Always as many, or from so many up to one more or many more. */
export function anyLength(most: number): fc.Arbitrary<TokenLength> {
  return fc.oneof(
    logarithmic(1, most),
    fc
      .tuple(logarithmic(1, most), logarithmic(1, most))
      .map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) })),
  );
}

/** Batches, users, and rates that some systems are too slow for. */
const anyLoad: fc.Arbitrary<Load> = fc.oneof(
  logarithmic(1, 2000).map((size) => ({ kind: 'batch' as const, size })),
  logarithmic(1, 2000).map((requests) => ({ kind: 'concurrency' as const, requests })),
  logarithmic(1, 1e5).map((rate) => ({
    kind: 'rate' as const,
    requestsPerSecond: rate / 1e4,
  })),
);

/** From one token to a million, with caching and speculation. */
export const anyWorkload: fc.Arbitrary<Workload> = fc.record(
  {
    inputTokens: anyLength(1e6),
    outputTokens: anyLength(4000),
    load: anyLoad,
    cachedPrefixShare: fc.constantFrom(0, 0.3, 1),
    speculation: fc.constantFrom(
      { draftTokens: 1, acceptance: 0 },
      { draftTokens: 5, acceptance: 1 },
    ),
  },
  { requiredKeys: ['inputTokens', 'outputTokens', 'load'] },
);

/** Whether requests were refused since they come faster than they can be answered. */
export function isTooFast(error: unknown): boolean {
  return (
    MantileError.isInstance(error) &&
    error.faults.every(({ code }) => code === 'workload.unsustainable')
  );
}
