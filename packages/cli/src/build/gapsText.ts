import type { Gap } from '@mantile/hf';
import { several, whole } from '../print/count.ts';
import { safeName } from '../print/safeName.ts';
import { table } from '../print/table.ts';
import type { Workflow } from './workflow.ts';

/** The gaps of a model, a line each, and whether any was left out. */
export function gapsText(
  { gaps, counts, config, findings }: Workflow,
  hasTensors: boolean,
): string {
  if (gaps.length === 0) {
    if (config === undefined) return 'Not known: no config could be made.\n';
    if (findings.some(({ severity }) => severity === 'error')) {
      return 'None among what was found; the errors above say what is wrong with it.\n';
    }
    return hasTensors
      ? 'Every tensor belongs to a layer that has a class.\n'
      : 'Every layer that the mapping read out of config.json has a class; without tensors nothing else shows.\n';
  }
  const rows = gaps.map(({ type, feature, layers, severity, parameters, reportFile }) => [
    type,
    safeName(feature),
    layers ?? '',
    severity,
    whole(parameters),
    reportFile,
  ]);
  const { identified, reportsCreated, tests, unaccounted } = counts;
  return `${table(
    [
      { heading: 'gap' },
      { heading: 'feature' },
      { heading: 'layers' },
      { heading: 'severity' },
      { heading: 'parameters', align: 'right' },
      { heading: 'report' },
    ],
    rows,
  )}${several(identified, 'gap')}, ${several(reportsCreated, 'report')}, ${several(tests, 'case')}, ${whole(unaccounted)} unaccounted for\n`;
}

/** The same as a document, for whoever goes on with the work. */
export function gapTracker(gaps: readonly Gap[]): string {
  const cell = (text: string): string => text.replace(/[|\r\n\\`<>]/g, ' ');
  const rows = gaps.map(
    ({ type, feature, severity, reportFile }) =>
      `| ${[type, feature, severity, reportFile].map(cell).join(' | ')} |\n`,
  );
  return `| Gap Type | Feature | Severity | Report File |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}
