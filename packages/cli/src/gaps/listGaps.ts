import { several } from '../print/count.ts';
import { safeName } from '../print/safeName.ts';
import type { Style } from '../print/style.ts';
import { table } from '../print/table.ts';
import { currentText } from '../output/plannedFiles.ts';
import { UsageError } from '../usageError.ts';
import { findGap, type RegistryFile } from './registryFile.ts';

/** The gaps of a registry as a table, the open ones counted. */
export function listText({ entries }: RegistryFile, style: Style): string {
  if (entries.length === 0) return 'No gaps.\n';
  const paint = { HIGH: style.bad, MEDIUM: style.warn, LOW: style.faint };
  const rows = entries.map(({ number, type, feature, layers, severity, reportFile, status }) => [
    String(number),
    type,
    safeName(feature),
    safeName(layers),
    paint[severity](severity),
    status === 'Implemented' ? style.good(status) : status,
    safeName(reportFile),
  ]);
  const open = entries.filter(({ status }) => status !== 'Implemented').length;
  return `${table(
    [
      { heading: '#', align: 'right' },
      { heading: 'gap' },
      { heading: 'feature' },
      { heading: 'layers' },
      { heading: 'severity' },
      { heading: 'status' },
      { heading: 'report' },
    ],
    rows,
  )}${several(entries.length, 'gap')}, ${open} open\n`;
}

/** The report on a gap, as people read it or as programs do. */
export function reportOf(registry: RegistryFile, name: string, json: boolean): string {
  const { reportFile } = findGap(registry, name);
  const path = json ? reportFile.replace(/\.md$/, '.json') : reportFile;
  const text = currentText(registry.root, path);
  if (text === undefined) {
    throw new UsageError(`${path}: the registry names this report, and there is no such file.`);
  }
  return text;
}
