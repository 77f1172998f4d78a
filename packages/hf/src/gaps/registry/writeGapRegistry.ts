import { toCell } from './cells.ts';
import { columns, type GapRegistryEntry } from './entry.ts';

/**
 * Writes the registry of gaps, `gaps/README.md`; `readGapRegistry` reads back exactly what was written.
 *
 * @example
 * import { readGapRegistry, writeGapRegistry } from '@mantile/hf';
 * const text = writeGapRegistry([
 *   { number: 1, type: 'Bias', feature: 'a | b', layers: 'attention', severity: 'LOW', reportFile: 'gaps/a.md', status: 'Documented' },
 * ]);
 * readGapRegistry(text).map(({ feature }) => feature) // => ['a | b']
 * @category Gap reports
 */
export function writeGapRegistry(entries: readonly GapRegistryEntry[]): string {
  const reports = new Set(entries.map(({ reportFile }) => reportFile)).size;
  return [
    '# Gap registry',
    '',
    'What no layer kind describes yet. HIGH: no kind comes close; MEDIUM: a variant of a kind; LOW: a feature beside the cost of a step, or a kind that only waits for its mapping.',
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...entries.map(registryRow),
    '',
    `**Total gaps identified: ${entries.length}**`,
    `**Gap reports: ${reports}**`,
    '',
  ].join('\n');
}

/** One row of the table. */
export function registryRow(entry: GapRegistryEntry): string {
  const { number, type, feature, layers, severity, reportFile, status } = entry;
  const cells = [type, feature, layers, severity, reportFile, status].map(toCell);
  return `| ${[String(number), ...cells].join(' | ')} |`;
}
