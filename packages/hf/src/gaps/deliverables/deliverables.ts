import { gapRegistryEntries } from '../registry/registryEntries.ts';
import { readGapRegistry } from '../registry/readGapRegistry.ts';
import { writeGapRegistry } from '../registry/writeGapRegistry.ts';
import { checkConfig } from './checked.ts';
import { countGaps } from './counts.ts';
import type { DeliverableFile, DeliverablesInput, GapCounts } from './input.ts';
import { summaryMarkdown } from './summary.ts';
import { validationMarkdown } from './validation.ts';

/**
 * The end of the workflow: a summary for people, and every file to be written.
 *
 * @example
 * import { deliverables, gapsOf, type Deliverables } from '@mantile/hf';
 * const done: Deliverables = deliverables({ found: gapsOf({ config: {} }), findings: [], reports: [] });
 * done.summary.includes('Unaccounted gaps: **0**') // => true
 * @category Gap reports
 */
export interface Deliverables {
  /** Markdown. */
  readonly summary: string;
  readonly files: readonly DeliverableFile[];
  readonly counts: GapCounts;
}

/**
 * Sums a model's workflow up from what was found: gap registry, test registry, checklist, gap count verification,
 * validation report and closing message, and the files that go with them. Nothing is written anywhere.
 *
 * @example
 * import { buildModelConfig, deliverables, gapReport, gapsOf } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const sources = { config: { model_type: 'novel' }, tensors };
 * const found = gapsOf(sources);
 * const reports = found.gaps.map((gap) => gapReport(gap, found.context));
 * const { files, counts } = deliverables({ ...buildModelConfig(sources), found, reports });
 * files.map(({ path }) => path) // => ['validation_report.md', 'gaps/README.md', 'gaps/mixer.md', 'gaps/mixer.json', 'gaps/mixer_tests.md', 'summary.md']
 * counts // => { identified: 1, reportsCreated: 1, documented: 0, suites: 1, tests: 4, unaccounted: 0 }
 * @category Gap reports
 */
export function deliverables(input: DeliverablesInput): Deliverables {
  const { config, found, reports, registry } = input;
  const checked = checkConfig(input);
  const counts = countGaps(input);
  const configPath = config && `model_configs/${safeStem(config.model_id)}.json`;
  const existing = registry === undefined ? [] : readGapRegistry(registry);
  const entries = gapRegistryEntries(found.gaps, existing);
  const own = entries.filter(({ reportFile, feature }) =>
    found.gaps.some((gap) => gap.reportFile === reportFile && gap.feature === feature),
  );
  const summary = summaryMarkdown(input, checked, counts, configPath, own);
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  const byPath = new Map<string, string>();
  for (const { path, markdown } of reports) {
    const before = byPath.get(path);
    byPath.set(path, before === undefined ? markdown : `${before}\n${markdown}`);
  }
  const files = [
    ...(config && configPath !== undefined ? [{ path: configPath, text: json(config) }] : []),
    { path: 'validation_report.md', text: validationMarkdown(input, checked) },
    { path: 'gaps/README.md', text: writeGapRegistry(entries) },
    ...[...byPath].flatMap(([path, text]) => {
      const own = reports.filter((report) => report.path === path);
      const data = own.map((report) => report.json);
      const suites = own.flatMap(({ suite }) => suite ?? []);
      return [
        { path, text },
        { path: path.replace(/\.md$/, '.json'), text: json(data.length === 1 ? data[0] : data) },
        ...suites.map((suite) => ({ path: suite.path, text: suite.text })),
      ];
    }),
    { path: 'summary.md', text: summary },
  ];
  return { summary, files, counts };
}

/** A model's name as the stem of a file, which stays in its folder. */
function safeStem(name: string): string {
  const stem = name
    .slice(0, 120)
    .replace(/[^\w.-]/g, '_')
    .replace(/^\.+/, '_');
  return stem === '' ? 'model' : stem;
}
