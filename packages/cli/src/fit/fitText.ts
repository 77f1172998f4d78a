import type {
  BindingConstraint,
  Estimate,
  EstimateNote,
  LoadAnswer,
  ServiceLimits,
} from '@mantile/core';
import { notesText } from '../estimate/notesText.ts';
import type { Evaluation } from '../estimate/evaluate.ts';
import { whyNoAnswers } from '../estimate/generates.ts';
import type { NamedHardware } from '../estimate/hardware.ts';
import { promptTokensPerSecond } from '../estimate/promptsText.ts';
import { subtitleOf, titleOf } from '../estimate/estimateText.ts';
import type { Io } from '../io.ts';
import { several, whole } from '../print/count.ts';
import { rateText, timeText } from '../print/quantity.ts';
import { styleFor } from '../print/style.ts';
import { table } from '../print/table.ts';
import { wrapped } from '../print/wrapped.ts';
import type { Answers } from './answers.ts';
import { searched, type FewestPackages } from './fewest.ts';

/** What was found, and where. */
interface Found {
  /** Of the model as it is set up for context and loads. */
  readonly evaluation: Evaluation;
  readonly answers: Answers;
  readonly limits: ServiceLimits;
  readonly notes: readonly EstimateNote[];
}

/** What was found, for people: each answer with what it is bound by. */
export function fitText({ evaluation, answers, limits, notes }: Found, io: Io): string {
  const style = styleFor(io);
  const { context, concurrency, batch, packages } = answers;
  const { model, hardware } = evaluation.setup.question;
  const isAnswered = whyNoAnswers(model.config) === undefined;
  const rows: (readonly [string, string, string])[] = [];
  if (context !== undefined) {
    const { tokens, boundBy, sequences, estimate } = context;
    const of = `for ${several(sequences, 'sequence')} at a time`;
    rows.push([
      'longest context',
      several(tokens, 'token'),
      `${of}; ${boundText(boundBy, limits)}${estimate === undefined ? '' : `; ${timesText(estimate, isAnswered)}`}`,
    ]);
  }
  if (concurrency !== undefined) rows.push(loadRow('most users', concurrency, limits, isAnswered));
  if (batch !== undefined) rows.push(loadRow('largest batch', batch, limits, isAnswered));
  if (packages !== undefined) rows.push(packagesRow(packages, hardware, isAnswered));
  const text = table(
    [{ heading: '' }, { heading: '', align: 'right' }, { heading: '' }],
    rows.map(([name, value, more]) => [name, style.strong(value), more]),
  );
  const isOpen = rows.length === 1 && packages !== undefined;
  const title = isOpen ? `${model.name} on ${hardware.name}` : titleOf(evaluation);
  const why = packages === undefined ? '' : rejectedText(packages, io);
  return [
    `${style.strong(title)}\n${style.faint(isOpen ? workloadOf(evaluation) : subtitleOf(evaluation))}\n`,
    // The first line is that of the headings, which are none.
    text.slice(1),
    why,
    notesText(notes, io),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What is asked of it, however it is spread. */
function workloadOf(evaluation: Evaluation): string {
  return subtitleOf(evaluation).split(', ').slice(1).join(', ');
}

/** How long a request takes: its first token and further ones, where there are any. */
function timesText({ ttftMs, tpotMs, e2eMs }: Estimate, isAnswered: boolean): string {
  if (!isAnswered) return `a prompt in ${timeText(e2eMs)}`;
  return `first token in ${timeText(ttftMs)}${tpotMs === 0 ? '' : `, then ${timeText(tpotMs)} each`}`;
}

/** What kept an answer from being larger. */
function boundText(boundBy: BindingConstraint, limits: ServiceLimits): string {
  const { maxTtftMs = 0, maxTpotMs = 0, maxE2eMs = 0 } = limits;
  switch (boundBy) {
    case 'memory':
      return 'bound by memory';
    case 'limit':
      return 'bound by the model’s own limit';
    case 'search':
      return 'nothing binds as far as was searched';
    case 'ttft':
      return `bound by ${timeText(maxTtftMs)} to the first token`;
    case 'tpot':
      return `bound by ${timeText(maxTpotMs)} for each further token`;
    case 'e2e':
      return `bound by ${timeText(maxE2eMs)} for a whole request`;
  }
}

function loadRow(
  name: string,
  { requests, boundBy, estimate }: LoadAnswer,
  limits: ServiceLimits,
  isAnswered: boolean,
): readonly [string, string, string] {
  const bound = boundText(boundBy, limits);
  const rate = isAnswered ? estimate.outputTokensPerSecond : promptTokensPerSecond(estimate);
  const at = `${timesText(estimate, isAnswered)}, ${rateText(rate)} tokens/s`;
  return [
    name,
    whole(requests),
    requests === 0 ? `not even one; ${bound}: ${at}` : `${bound}; ${at}`,
  ];
}

function packagesRow(
  { chosen }: FewestPackages,
  { isCounted, packages: most }: NamedHardware,
  isAnswered: boolean,
): readonly [string, string, string] {
  if (chosen === undefined) {
    const tried = isCounted ? most : searched.all;
    const way = `no way to spread it over ${isCounted ? '' : 'up to '}${several(tried, 'package')}`;
    return ['fewest packages', '-', `${way} keeps within limits`];
  }
  const { name, estimate } = chosen;
  return [
    'fewest packages',
    whole(estimate.packages),
    `${name}; ${timesText(estimate, isAnswered)}`,
  ];
}

/** Why others will not do. */
function rejectedText({ rejected }: FewestPackages, io: Io): string {
  if (rejected.length === 0) return '';
  const room = Math.max(40, Math.min(io.columns, 100) - 4);
  const lines = rejected.flatMap(({ name, message }) => {
    const [first = '', ...rest] = wrapped(`${name}: ${message}`, room);
    return [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  return `Not enough\n${lines.join('\n')}\n`;
}
