import type { GapRegistryEntry } from '../registry/entry.ts';
import { registryRow } from '../registry/writeGapRegistry.ts';
import { columns } from '../registry/entry.ts';
import { code, many, table, words } from '../text/markdown.ts';
import { answerText, matchText, validityText, type Checked } from './checked.ts';
import { closingMessage } from './closing.ts';
import type { DeliverablesInput, GapCounts } from './input.ts';

function whyNone({ tensors, unreadTensors }: DeliverablesInput['found']): string {
  if (tensors === 0) return 'without tensors no gap shows';
  return unreadTensors === 0
    ? 'there is no gap'
    : 'of layers that cannot be made from the configuration none is known; the findings say what to correct';
}

const box = (isDone: boolean, text: string): string => `- [${isDone ? 'x' : ' '}] ${text}`;

/** The final deliverables summary: registry, suites, checklist, counts and closing message. */
export function summaryMarkdown(
  input: DeliverablesInput,
  checked: Checked,
  counts: GapCounts,
  configPath: string | undefined,
  entries: readonly GapRegistryEntry[],
): string {
  const { found, reports } = input;
  const suites = reports.flatMap(({ suite, json }) => (suite ? [{ suite, gap: json.gap }] : []));
  const { validity, mapped, matches, verified, sources } = checked;
  const files = [...new Set(reports.map(({ path }) => path))];
  const enough = suites.every(({ suite }) => suite.ids.length >= 3);
  return [
    `# Deliverables: ${words(found.context.modelName)}`,
    '',
    '## Gap Registry',
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...entries.map(registryRow),
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
    `**Total: ${many(counts.tests, 'test')} across ${many(counts.suites, 'test file')}**`,
    '',
    '## Deliverables Summary',
    '',
    '### Config File',
    '',
    box(
      configPath !== undefined,
      `Path: ${configPath === undefined ? 'none: no config could be made' : code(configPath)}`,
    ),
    box(validity === 'PASSED', `Validation: ${validityText(checked)}`),
    box(mapped.is === 'YES', `All layers mapped: ${answerText(mapped)}`),
    '',
    '### Gap Reports Created',
    '',
    ...(files.length === 0
      ? [`None: ${whyNone(found)}.`]
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
    box(matches?.is === 'YES', `Parameter count matches: ${matchText(input, checked)}`),
    box(verified.is === 'YES', `Architecture verified: ${answerText(verified)}`),
    box(sources.length > 0, `Sources documented: ${sources.length > 0 ? 'YES' : 'NO'}`),
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
