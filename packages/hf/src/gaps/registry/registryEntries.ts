import type { Gap } from '../gap.ts';
import type { GapRegistryEntry } from './entry.ts';

/**
 * The rows of a registry for the gaps of a model, added to those that are there: a gap that is known keeps its
 * number, and one that is implemented stays so.
 *
 * @example
 * import { gapRegistryEntries, gapsOf } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const { gaps } = gapsOf({ config: {}, tensors });
 * const entries = gapRegistryEntries(gaps);
 * entries.map(({ number, layers, status }) => [number, layers, status]) // => [[1, 'mixer: 0', 'Created']]
 * gapRegistryEntries(gaps, entries).length // => 1
 * @category Gap reports
 */
export function gapRegistryEntries(
  gaps: readonly Gap[],
  existing: readonly GapRegistryEntry[] = [],
): readonly GapRegistryEntry[] {
  const entries = [...existing];
  const files = new Set(existing.map(({ reportFile }) => reportFile));
  let last = existing.reduce((most, { number }) => Math.max(most, number), 0);
  for (const gap of gaps) {
    const { type, feature, severity, reportFile } = gap;
    const isKnown = entries.some(
      (entry) => entry.reportFile === reportFile && entry.feature === feature,
    );
    if (isKnown) continue;
    last += 1;
    const status = files.has(reportFile) ? 'Documented' : 'Created';
    files.add(reportFile);
    entries.push({
      number: last,
      type,
      feature,
      layers: affected(gap),
      severity,
      reportFile,
      status,
    });
  }
  return entries;
}

function affected({ layerName, layers, module, count }: Gap): string {
  if (layerName === '') return `all (${module})`;
  return layers === undefined ? `${layerName}: ${count}` : `${layerName}: ${layers}`;
}
