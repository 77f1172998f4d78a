import type { LayerMetrics } from './layerMetrics.ts';
import { bottleneckOf } from '../timing/bottleneck.ts';

type Part = { readonly count: number; readonly metrics: LayerMetrics };
type Summable = {
  [Key in keyof LayerMetrics]-?: NonNullable<LayerMetrics[Key]> extends number ? Key : never;
}[keyof LayerMetrics];

/** The metrics of layers that run one after another on the same packages. */
export function sumLayerMetrics(
  parts: readonly Part[],
  numPackages: number,
): Omit<LayerMetrics, 'trace'> {
  const sum = (key: Summable): number =>
    parts.reduce((total, { count, metrics }) => total + (metrics[key] ?? 0) * count, 0);
  const largest = (key: Summable): number =>
    parts.reduce((most, { metrics }) => Math.max(most, metrics[key] ?? 0), 0);

  const flopsPerPackage = sum('flopsPerPackage');
  const moved = sum('weightReadPerPackage') + sum('kvReadPerPackage') + sum('kvWritePerPackage');
  const fidelity = parts[0]?.metrics.fidelity;
  return {
    numPackages,
    flopsPerPackage,
    flopsTotal: sum('flopsTotal'),
    weightMemoryPerPackage: sum('weightMemoryPerPackage'),
    weightMemoryTotal: sum('weightMemoryTotal'),
    activationMemoryPerPackage: largest('activationMemoryPerPackage'),
    activationMemoryTotal: largest('activationMemoryTotal'),
    kvCachePerPackage: sum('kvCachePerPackage'),
    kvCacheTotal: sum('kvCacheTotal'),
    weightReadPerPackage: sum('weightReadPerPackage'),
    kvReadPerPackage: sum('kvReadPerPackage'),
    kvWritePerPackage: sum('kvWritePerPackage'),
    communicationBytes: sum('communicationBytes'),
    wireBytes: sum('wireBytes'),
    kernelCount: sum('kernelCount'),
    ...(moved > 0 && { arithmeticIntensity: flopsPerPackage / moved }),
    ...(fidelity !== undefined && { fidelity, ...sumTimes(sum, moved) }),
  };
}

function sumTimes(sum: (key: Summable) => number, movedBytes: number): Partial<LayerMetrics> {
  const communicationTimeMs = sum('communicationTimeMs');
  const computeBoundTimeMs = sum('computeBoundTimeMs');
  const memoryBoundTimeMs = sum('memoryBoundTimeMs');
  const overheadTimeMs = sum('overheadTimeMs');
  const wallClockTimeMs = sum('wallClockTimeMs');
  return {
    computeTimeMs: sum('computeTimeMs'),
    loadTimeMs: sum('loadTimeMs'),
    memoryTimeMs: sum('memoryTimeMs'),
    communicationTimeMs,
    computeBoundTimeMs,
    memoryBoundTimeMs,
    overheadTimeMs,
    wallClockTimeMs,
    ...(wallClockTimeMs > 0 && { memoryBandwidthGBs: movedBytes / wallClockTimeMs / 1e6 }),
    ...(communicationTimeMs > 0 && {
      communicationBandwidthGBs: sum('communicationBytes') / communicationTimeMs / 1e6,
    }),
    bottleneck: bottleneckOf(
      computeBoundTimeMs,
      memoryBoundTimeMs,
      communicationTimeMs,
      overheadTimeMs,
    ),
  };
}
