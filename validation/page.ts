import { markdownTable } from '../scripts/calibrate/markdownTable.ts';
import { goalRows } from './goals.ts';
import type { LeftOut } from './leftOut.ts';
import { isFittedStack } from './fittedStacks.ts';
import { metrics, type Errors, type Metric } from './score.ts';
import type { Group, Scores } from './scoreboard.ts';
import type { Committed } from './committed.ts';

const names: Readonly<Record<Metric, string>> = {
  tpotMs: 'TPOT',
  ttftMs: 'median TTFT',
  e2eMs: 'end to end',
  outputTokensPerSecondPerPackage: 'throughput',
};

/** MAPE / median / bias. */
function cell(errors: Errors | undefined): string {
  if (errors === undefined) return '–';
  const sign = errors.bias > 0 ? '+' : '';
  return `${errors.mape.toFixed(1)} / ${errors.median.toFixed(1)} / ${sign}${errors.bias.toFixed(1)}`;
}

function leftOutTable(rows: readonly LeftOut[]): string {
  return markdownTable(
    ['left out', 'cases', ...metrics.map((metric) => names[metric]), 'pairs in order'],
    rows.map(({ what, errors, ordering }) => [
      what,
      String(errors.tpotMs?.cases ?? 0),
      ...metrics.map((metric) => cell(errors[metric])),
      `${ordering.right.toFixed(1)} % of ${ordering.pairs}`,
    ]),
  );
}

/** The goals, and how far off rows were that nothing was fitted to at all. */
function goalsPart(leftOut: readonly LeftOut[], never: Scores): string {
  const table = markdownTable(
    ['left out', ...metrics.map((metric) => names[metric]), 'pairs in order'],
    goalRows(leftOut, metrics),
  );
  const known = byListing(never, 'known').flatMap(({ name, errors: { tpotMs: errors } }) =>
    errors === undefined
      ? []
      : [
          `${errors.mape.toFixed(1)} % (median ${errors.median.toFixed(1)} %) over ${errors.cases} rows of ${name.replace('known ', '')}`,
        ],
  );
  return `${table}\n\nOn the second collection, to which nothing was fitted, TPOT is off by ${known.join(' and ')}.`;
}

function groupTable(groups: readonly Group[], shown: readonly Metric[]): string {
  return markdownTable(
    ['', 'cases', ...shown.map((metric) => names[metric]), 'TPOT of the ideal roofline'],
    groups.map(({ name, errors, ideal }) => [
      name.replace(/^\w+ /, ''),
      String(errors.tpotMs?.cases ?? 0),
      ...shown.map((metric) => cell(errors[metric])),
      cell(ideal.tpotMs),
    ]),
  );
}

function byListing(scores: Scores, listing: string): readonly Group[] {
  return scores.groups.filter(({ name }) =>
    listing === 'all' ? name === 'all' : name.startsWith(`${listing} `),
  );
}

function reasons(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([reason, count]) => `- ${count}: ${reason}`)
    .join('\n');
}

/** Stacks of which other rows were fitted, with an asterisk. */
function marked(group: Group): Group {
  const isFitted = isFittedStack(group.name.replace('stack ', ''));
  return isFitted ? { ...group, name: `${group.name} \\*` } : group;
}

/** The generated parts of the page of accuracy, by name. */
export function pageParts({
  coefficients,
  inferenceMax,
  engines,
  leftOut,
}: Committed): Readonly<Record<string, string>> {
  const some: readonly Metric[] = ['tpotMs'];
  return {
    goals: goalsPart(leftOut, engines.scores),
    'left out': leftOutTable(leftOut),
    fitted: [
      groupTable(
        ['all', 'chip', 'model', 'engine', 'stack'].flatMap((listing) =>
          byListing(inferenceMax.scores, listing),
        ),
        metrics,
      ),
    ].join('\n\n'),
    'never fitted': groupTable(
      ['all', 'known', 'pools', 'chip', 'model', 'engine', 'stack'].flatMap((listing) =>
        byListing(engines.scores, listing).map(marked),
      ),
      some,
    ),
    coefficients: `In all ${coefficients} numbers, to ${inferenceMax.scores.groups[0]?.errors.tpotMs?.cases ?? 0} configurations.`,
    refused: `InferenceMAX:\n\n${reasons(inferenceMax.refused)}\n\naiconfigurator:\n\n${reasons(engines.refused)}`,
  };
}
