import type { LayerMetrics } from '@mantile/core';
import type { Dimension } from './arithmetic/units.ts';

/** Metrics that a document may state, with what they count. */
export const metricDimensions = {
  numPackages: 'items',
  flopsPerPackage: 'flops',
  flopsTotal: 'flops',
  weightMemoryPerPackage: 'bytes',
  weightMemoryTotal: 'bytes',
  activationMemoryPerPackage: 'bytes',
  activationMemoryTotal: 'bytes',
  kvCachePerPackage: 'bytes',
  kvCacheTotal: 'bytes',
  weightReadPerPackage: 'bytes',
  kvReadPerPackage: 'bytes',
  kvWritePerPackage: 'bytes',
  communicationBytes: 'bytes',
  wireBytes: 'bytes',
  kernelCount: 'items',
  computeTimeMs: 'seconds',
  loadTimeMs: 'seconds',
  memoryTimeMs: 'seconds',
  communicationTimeMs: 'seconds',
  overheadTimeMs: 'seconds',
  wallClockTimeMs: 'seconds',
} as const satisfies Partial<Record<keyof LayerMetrics, Dimension>>;

/** A metric that is a number of its own unit. */
export type MetricName = keyof typeof metricDimensions;

/** All of them. */
const metricNames = Object.keys(metricDimensions) as readonly MetricName[];

/** How tables head their columns, and how older documents name the metrics, in lower case without marks. */
const otherNames: Readonly<Record<string, MetricName>> = {
  numchips: 'numPackages',
  chips: 'numPackages',
  packages: 'numPackages',
  flopsperchip: 'flopsPerPackage',
  weightmemoryperchip: 'weightMemoryPerPackage',
  weightsperchip: 'weightMemoryPerPackage',
  weightsperpackage: 'weightMemoryPerPackage',
  weightperchip: 'weightMemoryPerPackage',
  weightperpackage: 'weightMemoryPerPackage',
  activationmemoryperchip: 'activationMemoryPerPackage',
  activationsperpackage: 'activationMemoryPerPackage',
  activationsperchip: 'activationMemoryPerPackage',
  activationperpackage: 'activationMemoryPerPackage',
  activationperchip: 'activationMemoryPerPackage',
  kvcacheperchip: 'kvCachePerPackage',
  kvperpackage: 'kvCachePerPackage',
  kvperchip: 'kvCachePerPackage',
  weightreadperchip: 'weightReadPerPackage',
  kvreadperchip: 'kvReadPerPackage',
  kvwriteperchip: 'kvWritePerPackage',
  communication: 'communicationBytes',
  computetime: 'computeTimeMs',
  loadtime: 'loadTimeMs',
  memorytime: 'memoryTimeMs',
  communicationtime: 'communicationTimeMs',
  wallclocktime: 'wallClockTimeMs',
  wallclock: 'wallClockTimeMs',
};

/** The metric of exactly that name, in camel or snake case, per package or per chip. */
export function metricNamed(name: string): MetricName | undefined {
  const camel = name.replace(/_+([a-z0-9])/gi, (_, first: string) => first.toUpperCase());
  const known = camel.replace(/PerChip$/, 'PerPackage').replace(/^numChips$/, 'numPackages');
  return metricNames.find((metric) => metric === known);
}

const byPlainName = new Map<string, MetricName>([
  ...metricNames.map((name) => [name.toLowerCase(), name] as const),
  ...Object.entries(otherNames),
]);

/** The metric that a name stands for: `flopsPerPackage`, `flops_per_chip`, `FLOPs/chip`. */
export function metricOf(name: string): MetricName | undefined {
  const plainName = name.replace(/\//g, 'per').replace(/[\s_`*]/g, '');
  return byPlainName.get(plainName.toLowerCase());
}

/** A metric in base units: times in seconds. */
export function inBaseUnits(name: MetricName, value: number): number {
  return metricDimensions[name] === 'seconds' ? value / 1e3 : value;
}

/** The short symbols that cases give their parameters, so that formulas stay readable. */
export const symbols: Readonly<Record<string, string>> = {
  hiddenSize: 'd',
  intermediateSize: 'I',
  numProjections: 'P',
  numHeads: 'h',
  numKvHeads: 'g',
  headDim: 'e',
  slidingWindow: 'W',
  numSinks: 'K',
  vocabSize: 'V',
  numExperts: 'E',
  topK: 'k',
  numSharedExperts: 'Es',
  batchSize: 'B',
  seqLen: 'S',
  contextLen: 'C',
  tensorParallel: 'tp',
  sequenceParallel: 'sp',
  contextParallel: 'cp',
  expertParallel: 'ep',
  attentionDataParallel: 'adp',
  dataParallel: 'dp',
  pipelineParallel: 'pp',
};
