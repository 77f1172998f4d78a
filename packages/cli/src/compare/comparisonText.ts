import type { Difference, Estimate, EstimateNote } from '@mantile/core';
import type { Evaluation } from '../estimate/evaluate.ts';
import { subtitleOf, titleOf } from '../estimate/estimateText.ts';
import { notesText } from '../estimate/notesText.ts';
import { headlineText, valueText } from '../explain/valueText.ts';
import type { Io } from '../io.ts';
import { rateText } from '../print/quantity.ts';
import { styleFor, type Style } from '../print/style.ts';
import { table, type Column } from '../print/table.ts';

/** What is compared. */
export interface PrintedComparison {
  /** How the sides differ, as it was typed. */
  readonly names: readonly [string, string];
  readonly evaluations: readonly [Evaluation, Evaluation];
  readonly headlines: readonly Difference[];
}

type Row = readonly [
  name: string,
  value: (estimate: Estimate) => number | undefined,
  unit: Parameters<typeof valueText>[1],
];

const summary: readonly Row[] = [
  ['time to first token', ({ ttftMs }) => ttftMs, 'ms'],
  // Answers of one token have no further ones.
  ['time per output token', ({ tpotMs }) => tpotMs || undefined, 'ms'],
  ['whole request', ({ e2eMs }) => e2eMs, 'ms'],
  ['output', ({ outputTokensPerSecond }) => outputTokensPerSecond, 'token/s'],
  ['output each package', (each) => each.outputTokensPerSecondPerPackage, 'token/s'],
  ['packages', ({ packages }) => packages, 'package'],
  ['memory of each package', ({ memory }) => memory.total, 'B'],
  ['of that, weights', ({ memory }) => memory.weights, 'B'],
  ['of that, KV cache', ({ memory }) => memory.kvCache, 'B'],
  ['energy an output token', ({ energy }) => energy?.joulesPerOutputToken, 'J'],
  ['cost of a million output tokens', ({ cost }) => cost?.perMillionOutputTokens, 'USD'],
];

/** Two estimates beside each other, then the terms that moved, those that moved most first. */
export function comparisonText(printed: PrintedComparison, io: Io): string {
  const { names, evaluations, headlines } = printed;
  const [a, b] = evaluations;
  const style = styleFor(io);
  const heads = (['A', 'B'] as const).map((letter, at) => {
    const evaluation = evaluations[at] ?? a;
    const name = names[at] ?? '';
    return `${style.strong(`${letter}  ${titleOf(evaluation)}`)}${name === '' ? '' : `  (${name})`}\n   ${style.faint(subtitleOf(evaluation))}\n`;
  });
  return [
    heads.join(''),
    summaryText(a.estimate, b.estimate, style),
    ...headlines.map((headline) => termsText(headline, style)),
    notesText(bothNotes(a.notes, b.notes), io),
  ].join('\n');
}

const right = 'right' as const;

function summaryText(a: Estimate, b: Estimate, style: Style): string {
  const rows = summary.flatMap(([name, value, unit]) => {
    const [one, other] = [value(a), value(b)];
    if (one === undefined && other === undefined) return [];
    const cells = [one, other].map((each) => (each === undefined ? '-' : valueText(each, unit)));
    return [[name, ...cells, style.strong(changeText(one, other))]];
  });
  const states = [
    ['bound by', a.bottleneck, b.bottleneck, ''],
    ['fits', a.memory.fits ? 'yes' : 'no', b.memory.fits ? 'yes' : 'no', ''],
  ];
  const columns: readonly Column[] = [
    { heading: '' },
    { heading: 'A', align: right },
    { heading: 'B', align: right },
    { heading: 'B against A', align: right },
  ];
  return table(columns, [...rows, ...states]);
}

/** A headline and its terms: both values, the difference, the ratio. */
function termsText(headline: Difference, style: Style): string {
  const rows: (readonly string[])[] = [];
  const add = (node: Difference, level: number): void => {
    const { name, unit, a, b, difference, ratio, only, see } = node;
    const side = (value: number | undefined): string =>
      value === undefined ? '-' : headlineText(name, value, unit);
    const change = only === undefined ? ratioText(ratio) : `only ${only.toUpperCase()}`;
    rows.push([
      '  '.repeat(level) + (level === 0 ? style.strong(name) : name),
      side(a),
      side(b),
      differenceText(difference, unit),
      change,
      style.faint(see === undefined ? '' : `see ${see}`),
    ]);
    for (const child of node.children ?? []) add(child, level + 1);
  };
  add(headline, 0);
  const columns = ['', 'A', 'B', 'B - A', 'B / A', ''].map((heading, at) =>
    at === 0 || at === 5 ? { heading } : { heading, align: right },
  );
  return table(columns, rows);
}

function differenceText(difference: number, unit: Difference['unit']): string {
  if (difference === 0) return '0';
  return `${difference > 0 ? '+' : '-'}${valueText(Math.abs(difference), unit)}`;
}

function ratioText(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${rateText(Number(ratio.toPrecision(3)))}x`;
}

/** In words: `same`, `12 % less`, `3.2 times`. */
function changeText(a: number | undefined, b: number | undefined): string {
  if (a === undefined || b === undefined || a === 0) return '';
  const ratio = b / a;
  if (Math.abs(ratio - 1) < 5e-4) return 'same';
  if (ratio >= 2) return ratioText(ratio);
  const percent = Math.abs(ratio - 1) * 100;
  return `${percent < 10 ? percent.toPrecision(2) : percent.toFixed(0)} % ${ratio > 1 ? 'more' : 'less'}`;
}

/** Notes of both, told apart where they are of one alone. */
function bothNotes(
  a: readonly EstimateNote[],
  b: readonly EstimateNote[],
): readonly EstimateNote[] {
  const has = (notes: readonly EstimateNote[], { code, message }: EstimateNote): boolean =>
    notes.some((other) => other.code === code && other.message === message);
  const marked = (letter: string, note: EstimateNote): EstimateNote => ({
    ...note,
    message: `${letter}: ${note.message}`,
  });
  return [
    ...a.map((note) => (has(b, note) ? note : marked('A', note))),
    ...b.filter((note) => !has(a, note)).map((note) => marked('B', note)),
  ];
}
