import type { Figure } from '@mantile/hardware';
import { numberText } from './listText.ts';

/** What a figure is called, and its unit, by its path among the facts; the first that fits counts. */
const labels: readonly (readonly [path: RegExp, label: string, unit: string])[] = [
  [/^peakTflops\.(\w+)$/, 'peak $1, dense', 'TFLOP/s'],
  [/^sparseTflops\.(\w+)$/, 'printed for sparse $1, never used', 'TFLOP/s'],
  [/^vectorTflops\.(\w+)$/, 'outside the matrix units, $1', 'TFLOP/s'],
  [/^memory\.0\.capacity$/, 'memory', ''],
  [/^memory\.0\.usable$/, 'memory that software sees', ''],
  [/^memory\.0\.gigabytesPerSecond$/, 'memory bandwidth', 'GB/s'],
  [/^memory\.\d+\.capacity$/, 'further memory', ''],
  [/^memory\.\d+\.usable$/, 'further memory that software sees', ''],
  [/^memory\.\d+\.gigabytesPerSecond$/, 'its bandwidth', 'GB/s'],
  [/^l2Megabytes$/, 'L2 cache', 'MB'],
  [/^lastLevelMegabytes$/, 'last-level cache', 'MB'],
  [/^computeUnits$/, 'compute units', ''],
  [/^clockMegahertz$/, 'clock', 'MHz'],
  [/^powerWatts$/, 'board power', 'W'],
  [/^powerWatts\.perPackage$/, 'power of a package', 'W'],
  [/^powerWatts\.perNode$/, 'power of a node', 'W'],
  [/^powerWatts\.perRack$/, 'power of a rack', 'W'],
  [/^powerWatts\.provisionedPerPackage$/, 'power provided for a package', 'W'],
  [/^scaleUp\.gigabytesPerSecondPerDirection$/, 'links, one direction', 'GB/s'],
  [/^scaleUp\.packages$/, 'packages that they join', ''],
  [/^pcieGeneration$/, 'PCIe generation', ''],
  [/^pcieLanes$/, 'PCIe lanes', ''],
  [/^listPriceUsd$/, 'list price', 'USD'],
  [/^release$/, 'release', ''],
  [/^linksPerPackage$/, 'links of a package', ''],
  [/^perLink$/, 'one link, one direction', 'GB/s'],
  [/^perPackage$/, 'one package, one direction', 'GB/s'],
  [/^perPair$/, 'between two packages, one direction', 'GB/s'],
  [/^headlineBothDirections$/, 'printed, both directions together', 'GB/s'],
  [/^latencyLow$/, 'latency of a hop, at least', 'µs'],
  [/^latencyHigh$/, 'latency of a hop, at most', 'µs'],
  [/^packages$/, 'packages', ''],
  [/^packagesPerNode$/, 'packages of a node', ''],
  [/^switches$/, 'switches', ''],
  [/^nics$/, 'network cards', ''],
  [/^nicGigabitsPerSecond$/, 'a network card', 'Gbit/s'],
  [/^scaleOutPerPackage$/, 'out of it, a package, one direction', 'GB/s'],
  [/^hostProcessors$/, 'host processors', ''],
  [/^hostMemoryGibibytes$/, 'host memory', 'GiB'],
  [/^ports$/, 'ports', ''],
  [/^perSwitch$/, 'over all ports, one direction', 'GB/s'],
];

/** A figure's name for people; its path, where it has none. */
export function labelOf(path: string): string {
  const [pattern, label] = labels.find(([each]) => each.test(path)) ?? [];
  return pattern === undefined || label === undefined ? path : path.replace(pattern, label);
}

/** A figure's unit: its own where it carries one. */
export function unitOf(path: string, figure: Figure<number | string>): string {
  if ('unit' in figure && typeof figure.unit === 'string') return figure.unit;
  return labels.find(([each]) => each.test(path))?.[2] ?? '';
}

/** A figure's value with its unit. */
export function valueOf(path: string, figure: Figure<number | string>): string {
  const { value } = figure;
  const shown = typeof value === 'number' ? numberText(value) : value;
  return `${shown} ${unitOf(path, figure)}`.trim();
}
