import type { Gap } from '../gap.ts';
import { code, many, table, words } from '../text/markdown.ts';
import { answerText, matchText, type Checked } from './checked.ts';
import type { DeliverablesInput, GapCounts } from './input.ts';
import { parametersText } from './validation.ts';

const titles = {
  PASSED: 'Model config complete',
  FAILED: 'Model config not usable yet',
  none: 'No model config',
} as const;

/** What the person who asked is told in the end. */
export function closingMessage(
  input: DeliverablesInput,
  checked: Checked,
  counts: GapCounts,
  configPath: string | undefined,
): readonly string[] {
  const { found, reports } = input;
  const { modelName } = found.context;
  const suites = reports.flatMap(({ suite }) => suite ?? []);
  const files = [...new Set(reports.map(({ path }) => path))];
  return [
    `## ${titles[checked.validity]}: ${words(modelName)}`,
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
    `- Parameter count: ${parametersText(input)}; matches the public figure: ${matchText(input, checked)}`,
    `- Architecture verified: ${verifiedText(checked)}`,
    '',
    '### Next Steps',
    '',
    ...nextSteps(input, checked),
    '',
  ];
}

/** Against what, where it is verified; sources are named, not claimed to have been read. */
function verifiedText({ verified, sources }: Checked): string {
  const named = sources.length === 0 ? '' : `; sources: ${sources.map(words).join(', ')}`;
  return verified.is === 'YES'
    ? `YES, against the tensors of the checkpoint${named}`
    : answerText(verified);
}

function describe(gaps: readonly Gap[]): string {
  return gaps
    .slice(0, 5)
    .map(({ feature, type, severity }) => `${words(feature)} (${type}, ${severity})`)
    .join('; ');
}

function nextSteps(
  { found, config }: DeliverablesInput,
  { errors, sources, matches, verified }: Checked,
): readonly string[] {
  const heaviest = found.gaps
    .filter(({ className }) => className !== '')
    .sort((one, other) => other.parameters - one.parameters)
    .slice(0, 3);
  const steps = [
    ...(errors.length > 0 ? [`Settle ${many(errors.length, 'error')} among the findings.`] : []),
    ...heaviest.map(({ className, parameterShare, severity, nearest, reason }) =>
      severity === 'LOW'
        ? `Map the module to ${nearest === undefined ? 'its kind' : words(nearest.kind)}: ${words(reason)}`
        : `Write ${code(className)}, ${(100 * parameterShare).toFixed(2)} % of the parameters, from its report; then run its cases and resolve the gap.`,
    ),
    ...(found.tensors === 0 && config !== undefined
      ? ['Read the headers of the weights too: the config follows from config.json alone.']
      : []),
    ...(verified.is === 'IN PART'
      ? ['Make sure that the checkpoint leaves out on purpose what is not there.']
      : []),
    ...(matches?.is === 'NO' ? ['Find out why the public figure is another.'] : []),
    ...(sources.length === 0 ? ['Name a public source for the parameter count.'] : []),
  ];
  return steps.length === 0
    ? ['- None: the config can be used.']
    : steps.map((step) => `- ${step}`);
}
