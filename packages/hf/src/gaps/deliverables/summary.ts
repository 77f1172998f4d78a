import { gapRegistryEntries } from '../registry/registryEntries.ts';
import { registryRow } from '../registry/writeGapRegistry.ts';
import { columns } from '../registry/entry.ts';
import { code, table, words } from '../text/markdown.ts';
import { closingMessage } from './closing.ts';
import type { DeliverablesInput, GapCounts } from './input.ts';
import { matchText, type Checked } from './validation.ts';

const yes = (is: boolean): string => (is ? 'YES' : 'NO');
const box = (isDone: boolean, text: string): string => `- [${isDone ? 'x' : ' '}] ${text}`;

/** The final deliverables summary: registry, suites, checklist, counts and closing message. */
export function summaryMarkdown(
  input: DeliverablesInput,
  checked: Checked,
  counts: GapCounts,
  configPath: string | undefined,
): string {
  const { found, reports } = input;
  const suites = reports.flatMap(({ suite, json }) => (suite ? [{ suite, gap: json.gap }] : []));
  const { validation, allMapped, isVerified, sources, difference } = checked;
  const isMatching = difference !== undefined && Math.abs(difference) <= 0.01;
  const files = [...new Set(reports.map(({ path }) => path))];
  const enough = suites.every(({ suite }) => suite.ids.length >= 3);
  return [
    `# Deliverables: ${words(found.context.modelName)}`,
    '',
    '## Gap Registry',
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...gapRegistryEntries(found.gaps).map(registryRow),
    '',
    `**Total gaps identified: ${counts.identified}**`,
    `**Gap reports created: ${counts.reportsCreated}**`,
    '',
    '## Test Suite Registry',
    '',
    table(
      ['Gap', 'Test file', '# Tests', 'Test IDs', 'Status'],
      suites.map(({ suite, gap }) => [
        words(gap.feature),
        code(suite.path),
        String(suite.ids.length),
        suite.ids.join(', '),
        'Created',
      ]),
    ),
    '',
    `**Total: ${counts.tests} tests across ${counts.suites} test files**`,
    '',
    '## Deliverables Summary',
    '',
    '### Config File',
    '',
    box(
      configPath !== undefined,
      `Path: ${configPath === undefined ? 'none: no config could be made' : code(configPath)}`,
    ),
    box(
      validation?.valid === true,
      `Validation: ${validation === undefined ? 'none' : validation.valid ? 'PASSED' : 'FAILED'}`,
    ),
    box(allMapped, `All layers mapped: ${yes(allMapped)}`),
    '',
    '### Gap Reports Created',
    '',
    ...(files.length === 0
      ? ['None: there is no gap.']
      : files.map((path) => box(true, code(path)))),
    '',
    '### Test Suites Created',
    '',
    ...(suites.length === 0
      ? ['None: no gap has tensors.']
      : suites.map(({ suite }) =>
          box(
            true,
            `${code(suite.path)} - ${suite.ids.length} tests (IDs: ${suite.ids.join(', ')})`,
          ),
        )),
    '',
    '### Validation Summary',
    '',
    box(isMatching, `Parameter count matches: ${matchText(input, checked)}`),
    box(isVerified, `Architecture verified: ${yes(isVerified)}`),
    box(sources.length > 0, `Sources documented: ${yes(sources.length > 0)}`),
    '',
    '### Gap Count Verification',
    '',
    `- Gaps identified during analysis: **${counts.identified}**`,
    `- Gap reports created: **${counts.reportsCreated}**`,
    `- Test suites created: **${counts.suites}**, one for each gap with tensors`,
    `- Total tests written: **${counts.tests}**${counts.suites === 0 ? '' : enough ? ', three or more for each' : ', fewer than three for some'}`,
    `- Gaps documented in existing reports: **${counts.documented}**`,
    `- Unaccounted gaps: **${counts.unaccounted}**`,
    '',
    ...closingMessage(input, checked, counts, configPath),
  ].join('\n');
}
