import type { Gap } from '../gap.ts';
import { code, count, table, words } from '../text/markdown.ts';
import type { DeliverablesInput, GapCounts } from './input.ts';
import { matchText, type Checked } from './validation.ts';

/** What the person who asked is told in the end. */
export function closingMessage(
  input: DeliverablesInput,
  checked: Checked,
  counts: GapCounts,
  configPath: string | undefined,
): readonly string[] {
  const { found, reports, config } = input;
  const { modelName } = found.context;
  const suites = reports.flatMap(({ suite }) => suite ?? []);
  const files = [...new Set(reports.map(({ path }) => path))];
  return [
    `## ${config === undefined ? 'No model config' : 'Model config complete'}: ${words(modelName)}`,
    '',
    '### Deliverables',
    '',
    `1. **Config file**: ${configPath === undefined ? 'none, see the findings of the validation report' : code(configPath)}`,
    `2. **Gap reports**: ${files.length === 0 ? 'none' : ''}`.trimEnd(),
    ...files.map(
      (path) =>
        `   - ${code(path)} - ${describe(reports.filter((report) => report.path === path).map(({ json }) => json.gap))}`,
    ),
    `3. **Test suites**: ${suites.length === 0 ? 'none' : ''}`.trimEnd(),
    ...suites.map(
      ({ path, ids, titles }) =>
        `   - ${code(path)} - ${ids.length} tests covering ${titles.join(', ')}`,
    ),
    '',
    '### Gap Summary',
    '',
    table(
      ['Gap', 'Severity', 'Gap Report', 'Test Suite', '# Tests'],
      reports.map(({ json: { gap }, suite }) => [
        words(gap.feature),
        gap.severity,
        'Created',
        suite === undefined ? 'none: no effect on any count' : 'Created',
        String(suite?.ids.length ?? 0),
      ]),
    ),
    '',
    `**Total: ${many(counts.identified, 'gap')}, ${many(counts.reportsCreated, 'report')}, ${many(counts.suites, 'test suite')}, ${many(counts.tests, 'test')}**`,
    '',
    '### Validation',
    '',
    `- Parameter count: ${count(config?.total_params ?? found.context.parameters)}; matches the public figure: ${matchText(input, checked)}`,
    `- Architecture: ${checked.isVerified ? `verified${checked.sources.length > 0 ? ` against ${checked.sources.map(words).join(', ')}` : ' against the tensors'}` : 'not verified, see the gaps and the findings'}`,
    '',
    '### Next Steps',
    '',
    ...nextSteps(input, checked),
    '',
  ];
}

function many(value: number, what: string): string {
  return `${value} ${what}${value === 1 ? '' : 's'}`;
}

function describe(gaps: readonly Gap[]): string {
  return gaps
    .slice(0, 5)
    .map(({ feature, type, severity }) => `${words(feature)} (${type}, ${severity})`)
    .join('; ');
}

function nextSteps(
  { found, findings }: DeliverablesInput,
  { validation, sources }: Checked,
): readonly string[] {
  const heaviest = found.gaps
    .filter(({ className }) => className !== '')
    .sort((one, other) => other.parameters - one.parameters)
    .slice(0, 3);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const steps = [
    ...heaviest.map(({ className, parameterShare, severity, nearest, reason }) =>
      severity === 'LOW'
        ? `Map the module to ${nearest === undefined ? 'its kind' : words(nearest.kind)}: ${words(reason)}`
        : `Write ${code(className)}, ${(100 * parameterShare).toFixed(2)} % of the parameters, from its report; then run its cases and resolve the gap.`,
    ),
    ...(errors > 0 ? [`Settle ${errors} errors among the findings.`] : []),
    ...(validation?.valid === false ? ['Mend what the validation of the config found.'] : []),
    ...(sources.length === 0 ? ['Name a public source for the parameter count.'] : []),
  ];
  return steps.length === 0
    ? ['- None: the config can be used.']
    : steps.map((step) => `- ${step}`);
}
