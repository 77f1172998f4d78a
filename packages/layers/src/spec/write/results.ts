import type { LayerMetrics } from '@mantile/core';
import { metricDimensions, type MetricName } from '../names.ts';
import { numeral } from '../numerals.ts';
import { milliseconds } from './time.ts';

const groups: readonly (readonly [string, readonly MetricName[]])[] = [
  [
    'Per-package metrics',
    [
      'flopsPerPackage',
      'weightMemoryPerPackage',
      'activationMemoryPerPackage',
      'kvCachePerPackage',
      'weightReadPerPackage',
      'kvReadPerPackage',
      'kvWritePerPackage',
    ],
  ],
  [
    'Aggregate metrics',
    ['numPackages', 'flopsTotal', 'weightMemoryTotal', 'activationMemoryTotal', 'kvCacheTotal'],
  ],
  ['Communication', ['communicationBytes']],
  [
    'Hardware-dependent',
    ['computeTimeMs', 'loadTimeMs', 'memoryTimeMs', 'communicationTimeMs', 'wallClockTimeMs'],
  ],
];

/** What the runner compares with the layer. */
export function resultLines(metrics: LayerMetrics): readonly string[] {
  return groups.flatMap(([title, names]) => {
    const stated = names.filter((name) => metrics[name] !== undefined);
    if (stated.length === 0) return [];
    const lines = stated.map((name) => `- ${name}: **${resultText(name, Number(metrics[name]))}**`);
    const { bottleneck } = metrics;
    const isLast = names.includes('wallClockTimeMs');
    if (isLast && bottleneck !== undefined) lines.push(`- bottleneck: **${bottleneck}**`);
    return [`**${title}**`, '', ...lines, ''];
  });
}

function resultText(name: MetricName, value: number): string {
  return metricDimensions[name] === 'seconds' ? `${milliseconds(value)} ms` : numeral(value, 17);
}
