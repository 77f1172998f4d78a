import type { FaultList, LayerRegistry } from '@mantile/core';
import { runSpec } from '@mantile/layers/spec';

const fewest = 3;
const mostFaults = 50;

/** Notes what is wrong with the cases of a class: too few, of other kinds, or not passing. */
export function checkCases(
  text: string,
  className: string,
  layers: LayerRegistry,
  file: string,
  faults: FaultList,
  code: 'gap.cases_fail' | 'gap.archive_fails' = 'gap.cases_fail',
): void {
  const result = runSpec(text, { layers, file });
  for (const { line, message, stated, computed } of result.findings.slice(0, mostFaults)) {
    const isSaid = computed === undefined || message.includes(computed);
    const right = isSaid ? '' : ` Right would be ${computed}.`;
    faults.add({ code, path: `${file}:${line}`, value: stated, message: `${message}${right}` });
  }
  const own = result.cases.filter(({ kind }) => kind === className);
  if (code === 'gap.archive_fails' || own.length >= fewest) return;
  faults.add({
    code: 'gap.too_few_cases',
    path: file,
    value: own.length,
    message: `expected at least ${fewest} cases of ${className}, found ${own.length} of ${result.cases.length}.`,
  });
}
