import type { FaultList, LayerRegistry } from '@mantile/core';
import { runSpec } from '@mantile/layers/spec';

const fewest = 3;
const mostFaults = 50;
const mostKinds = 3;

/** Whether a document has a case of a kind. */
export function hasCasesOf(className: string, text: string, layers: LayerRegistry): boolean {
  return runSpec(text, { layers, file: 'cases' }).cases.some(({ kind }) => kind === className);
}

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
  const kinds = [...new Set(result.cases.map(({ kind }) => kind))];
  if (code === 'gap.cases_fail' && kinds.length > 0 && !kinds.includes(className)) {
    faults.add({
      code: 'gap.too_few_cases',
      path: file,
      value: kinds.slice(0, mostKinds),
      message: `all cases are of ${kinds.slice(0, mostKinds).join(', ')}, and none of ${className}. Write cases of ${className}; or give the specs with which it has exactly the tensors of the gap, and no cases are needed.`,
    });
    return;
  }
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
