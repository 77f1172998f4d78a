import { asSystem } from '../hardware/asSystem.ts';
import { faultError } from '../errors.ts';
import type { System } from '../hardware/system.ts';
import { wholeBytes } from '../internal/wholeBytes.ts';
import type { Layer } from '../layer.ts';
import {
  efficiencyOf,
  frameOf,
  measuringKeys,
  type Fidelity,
  type MeasuringOptions,
} from './measuring.ts';
import type { Step } from '../step.ts';
import { Clock } from '../timing/clock.ts';
import { bottleneckOf, type Bottleneck } from '../timing/bottleneck.ts';
import { AverageTally, Tally } from '../operations/tally.ts';
import { Trace } from '../operations/trace.ts';
import type { TracedOperation } from '../operations/traced.ts';

/**
 * A step to measure, and how.
 *
 * @example
 * import type { MetricsRequest } from '@mantile/core';
 * const request: MetricsRequest = { phase: 'decode', batchSize: 64, contextLen: 4096, causal: 'exact' };
 * request.batchSize // => 64
 * @category Metrics
 */
export interface MetricsRequest extends Step, MeasuringOptions {
  /** Adds the trace of operations. */
  readonly debug?: boolean | undefined;
}

/**
 * What a step of a layer costs: counts always, times with hardware. Plain JSON.
 *
 * *Per package* means the busiest one; *total* is the sum over all packages, replicas counted.
 * Counts are whole numbers and exact below 2⁵³; beyond, they are the nearest double. Only what is read of
 * routed experts is an expected value, and may be a fraction.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * import type { LayerMetrics } from '@mantile/core';
 * const layer = new MLPLayer({ hiddenSize: 1024, intermediateSize: 4096, parallelism: { tensorParallel: 4 } });
 * const metrics: LayerMetrics = layer.computeMetrics({ phase: 'prefill', batchSize: 2, seqLen: 128 });
 * [metrics.flopsPerPackage, metrics.flopsTotal, metrics.communicationBytes] // => [1073741824, 4294967296, 524288]
 * @category Metrics
 */
export interface LayerMetrics {
  readonly numPackages: number;
  readonly flopsPerPackage: number;
  readonly flopsTotal: number;
  readonly weightMemoryPerPackage: number;
  readonly weightMemoryTotal: number;
  readonly activationMemoryPerPackage: number;
  readonly activationMemoryTotal: number;
  readonly kvCachePerPackage: number;
  readonly kvCacheTotal: number;
  readonly weightReadPerPackage: number;
  readonly kvReadPerPackage: number;
  readonly kvWritePerPackage: number;
  /** Payload of all collectives: the logical tensors as one package sees them. */
  readonly communicationBytes: number;
  /** Bytes that a package sends when every collective runs on a ring. */
  readonly wireBytes: number;
  readonly kernelCount: number;
  /** FLOPs per byte of weights and state moved; absent when nothing moves. */
  readonly arithmeticIntensity?: number | undefined;
  readonly fidelity?: Fidelity | undefined;
  readonly computeTimeMs?: number | undefined;
  /** Reading weights and state. */
  readonly loadTimeMs?: number | undefined;
  /** Reading weights and state, and writing state. */
  readonly memoryTimeMs?: number | undefined;
  readonly communicationTimeMs?: number | undefined;
  /**
   * Of the operations that computing bounds, as long as they take with what falls short of the peak; at `ideal`,
   * where both overlap across the layer, `computeTimeMs`.
   */
  readonly computeBoundTimeMs?: number | undefined;
  /** The same of all other operations. */
  readonly memoryBoundTimeMs?: number | undefined;
  /** Launching kernels: what stays when an operation shrinks. */
  readonly overheadTimeMs?: number | undefined;
  readonly wallClockTimeMs?: number | undefined;
  /** Weights and state moved per second of wall clock. */
  readonly memoryBandwidthGBs?: number | undefined;
  /** Payload per second of communication; absent without communication. */
  readonly communicationBandwidthGBs?: number | undefined;
  readonly bottleneck?: Bottleneck | undefined;
  readonly trace?: readonly TracedOperation[] | undefined;
}

/** Measures a step of a layer. */
export function measureLayer(layer: Layer, request: MetricsRequest): LayerMetrics {
  const frame = frameOf(request, measuringKeys);
  const fidelity = request.fidelity ?? 'ideal';
  const system = request.hardware === undefined ? undefined : asSystem(request.hardware);
  if (system === undefined && fidelity === 'calibrated') refuseTimeless();
  if (system !== undefined) requirePackages(system, layer.numPackages);
  const newClock = (on: System): Clock =>
    new Clock(on, efficiencyOf(on, fidelity), request.overlap);

  const tally = system === undefined ? new Tally() : newClock(system);
  layer.forward(frame, tally);
  const kvCachePerPackage = layer.stateBytes(frame);

  const trace = request.debug === true ? new Trace(system && newClock(system)) : undefined;
  if (trace !== undefined) layer.forward(frame, trace);

  frame.shareOf = 'average';
  const average = new AverageTally();
  layer.forward(frame, average);
  const total = (perPackage: number): number => Math.round(perPackage * layer.numPackages);

  const moved = tally.weightReadBytes + tally.stateReadBytes + tally.stateWriteBytes;
  return {
    numPackages: layer.numPackages,
    flopsPerPackage: tally.flops,
    flopsTotal: total(average.flops),
    weightMemoryPerPackage: layer.weightMemoryPerPackage,
    weightMemoryTotal: layer.weightMemoryTotal,
    activationMemoryPerPackage: wholeBytes(tally.activationBytes),
    activationMemoryTotal: total(average.activationBytes),
    kvCachePerPackage,
    kvCacheTotal: total(layer.stateBytes(frame)),
    weightReadPerPackage: tally.weightReadBytes,
    kvReadPerPackage: tally.stateReadBytes,
    kvWritePerPackage: tally.stateWriteBytes,
    communicationBytes: wholeBytes(tally.payloadBytes),
    wireBytes: wholeBytes(tally.wireBytes),
    kernelCount: tally.kernels,
    ...(moved > 0 && { arithmeticIntensity: tally.flops / moved }),
    ...(tally instanceof Clock && times(tally, fidelity, moved)),
    ...(trace !== undefined && { trace: trace.operations }),
  };
}

function refuseTimeless(): never {
  throw faultError({
    code: 'option.invalid',
    path: 'fidelity',
    value: 'calibrated',
    message: 'a fidelity says how time is told, which needs hardware as well.',
  });
}

/** Refuses a layer on more packages than the links of a system join. */
function requirePackages(system: System, numPackages: number): void {
  const most = system.tiers.at(-1)?.packages ?? 1;
  if (numPackages <= most) return;
  throw faultError({
    code: system.tiers.length === 0 ? 'hardware.link_missing' : 'hardware.too_few_packages',
    path: 'hardware.tiers',
    value: most,
    message: `the layer runs on ${numPackages} packages, but ${system.name} ${
      system.tiers.length === 0
        ? 'has no links; pass a System with link tiers.'
        : `joins only ${most}.`
    }`,
  });
}

function times(clock: Clock, fidelity: Fidelity, movedBytes: number): Partial<LayerMetrics> {
  const memory = clock.loadSeconds + clock.storeSeconds;
  const { computeSeconds, communicationSeconds: communication } = clock;
  const { wallClockSeconds } = clock;
  // Across a whole layer computing and memory overlap: then no operation is bound by one of them alone.
  const isApart = clock.efficiency.overlapSpan === 'operation';
  const computeBound = isApart ? clock.bounds.compute : computeSeconds;
  const memoryBound = isApart ? clock.bounds.memory : memory;
  const { overhead } = clock.bounds;
  if (!Number.isFinite(wallClockSeconds)) {
    throw faultError({
      code: 'hardware.efficiency_invalid',
      path: 'hardware.efficiency',
      value: wallClockSeconds,
      message: `"${clock.efficiency.name}" returned a time that is no finite number.`,
    });
  }
  return {
    fidelity,
    computeTimeMs: computeSeconds * 1e3,
    loadTimeMs: clock.loadSeconds * 1e3,
    memoryTimeMs: memory * 1e3,
    communicationTimeMs: communication * 1e3,
    computeBoundTimeMs: computeBound * 1e3,
    memoryBoundTimeMs: memoryBound * 1e3,
    overheadTimeMs: overhead * 1e3,
    wallClockTimeMs: wallClockSeconds * 1e3,
    ...(wallClockSeconds > 0 && { memoryBandwidthGBs: movedBytes / wallClockSeconds / 1e9 }),
    ...(communication > 0 && {
      communicationBandwidthGBs: clock.payloadBytes / communication / 1e9,
    }),
    bottleneck: bottleneckOf(computeBound, memoryBound, communication, overhead),
  };
}
