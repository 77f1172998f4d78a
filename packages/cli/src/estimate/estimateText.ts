import type { Bottleneck, Estimate, StepEstimate } from '@mantile/core';
import type { Io } from '../io.ts';
import { several, whole } from '../print/count.ts';
import { percentText, rateText, timeText, tpotText, leastWaitMs } from '../print/quantity.ts';
import { styleFor, type Style } from '../print/style.ts';
import { figureRows } from '../print/figureRows.ts';
import { table } from '../print/table.ts';
import { wrapped } from '../print/wrapped.ts';
import type { Evaluation } from './evaluate.ts';
import { expensesText } from './expensesText.ts';
import { whyNoAnswers } from './generates.ts';
import { memoryText } from './memoryText.ts';
import { notesText } from './notesText.ts';
import { promptRows } from './promptsText.ts';
import type { Remedy } from './remedies.ts';
import { degreesText, workloadText } from './setupText.ts';

const causes: Readonly<Record<Bottleneck, string>> = {
  compute: 'arithmetic: most time goes to matrix products and attention',
  memory: 'memory traffic: most time goes to reading weights and the KV cache',
  communication: 'communication: most time goes to exchanges between packages',
  overhead: 'overhead: most time goes to launching kernels and to the engine’s own work',
};

/** An estimate for people. */
export function estimateText(evaluation: Evaluation, remedies: readonly Remedy[], io: Io): string {
  const { setup, estimate, notes } = evaluation;
  const style = styleFor(io);
  const whyNone = whyNoAnswers(setup.question.model.config);
  return [
    `${style.strong(titleOf(evaluation))}\n${style.faint(subtitleOf(evaluation))}\n`,
    whyNone === undefined ? headlines(estimate, style) : figureRows(promptRows(estimate), style),
    whyNone === undefined ? '' : paragraph(`It generates nothing: ${whyNone}.`, io),
    `Bound by ${causes[estimate.bottleneck]}.\n`,
    stepsText(estimate, whyNone === undefined, io),
    memoryText(estimate.memory, style) + remediesText(estimate, remedies, io),
    expensesText(estimate, whyNone === undefined),
    notesText(notes, io),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** `Llama 3.1 8B on 2 × H100 80 GB SXM5`. */
export function titleOf({ setup, estimate }: Evaluation): string {
  const { model } = setup.question;
  const number = estimate.packages === 1 ? '' : `${whole(estimate.packages)} × `;
  return `${model.name} on ${number}${setup.system.chip.name}`;
}

/** How it is spread, what runs it, and what is asked of it. */
export function subtitleOf({ setup, estimate }: Evaluation): string {
  const { request } = setup.question;
  const { plan, workload, formats } = request;
  return [
    degreesText(setup, plan.replicas),
    ...(formats.dtype === undefined ? [] : [`weights in ${formats.dtype}`]),
    ...(formats.kvDtype === undefined ? [] : [`KV cache in ${formats.kvDtype}`]),
    estimate.engine,
    estimate.fidelity,
    workloadText(workload, whyNoAnswers(setup.question.model.config) === undefined),
  ].join(', ');
}

function headlines(estimate: Estimate, style: Style): string {
  const { ttftMs, ttftP50Ms, ttftP99Ms, tpotMs, e2eMs, queueMs } = estimate;
  const { outputTokensPerSecond, totalTokensPerSecond, requestsPerSecond, packages } = estimate;
  const perPackage = `${rateText(estimate.outputTokensPerSecondPerPackage)} each package`;
  const waits = queueMs >= leastWaitMs ? `, ${timeText(queueMs)} of it waiting` : '';
  const rows = [
    [
      'Time to first token',
      timeText(ttftMs),
      `p50 ${timeText(ttftP50Ms)}, p99 ${timeText(ttftP99Ms)}${waits}`,
    ],
    [
      'Time per output token',
      tpotText(tpotMs),
      tpotMs > 0 ? `${rateText(estimate.outputTokensPerSecondPerUser)} tokens/s each user` : '',
    ],
    ['Whole request', timeText(e2eMs), `${rateText(requestsPerSecond)} requests/s`],
    ['Output', `${rateText(outputTokensPerSecond)} tokens/s`, packages === 1 ? '' : perPackage],
    ['Output and prompts', `${rateText(totalTokensPerSecond)} tokens/s`, ''],
  ];
  return figureRows(rows, style);
}

function stepsText(estimate: Estimate, answers: boolean, io: Io): string {
  const { steps, running, bandwidthUtilization, modelFlopsUtilization } = estimate;
  const { prefill, decode } = steps;
  const columns = [
    'step',
    'sequences',
    'tokens each',
    'time',
    'compute',
    'memory',
    'links',
    'overhead',
  ];
  const rows = [stepRow('prompt', prefill), ...(answers ? [stepRow('decode', decode)] : [])];
  const text = table(
    columns.map((heading, at) => ({ heading, align: at === 0 ? 'left' : 'right' })),
    rows,
  );
  const generating = `${rateText(running)} generate at a time in each replica`;
  const used = `${percentText(bandwidthUtilization)} of the peak bandwidth and ${percentText(modelFlopsUtilization)} of the peak arithmetic are used`;
  return `${text}${paragraph(answers ? `${generating}; ${used}.` : `${used}.`, io)}`;
}

function stepRow(name: string, step: StepEstimate): readonly string[] {
  const { ms, computeMs, memoryMs, communicationMs, overheadMs } = step;
  return [
    step.steps > 1 ? `${name}, ${rateText(step.steps)} of them` : name,
    rateText(step.sequences),
    rateText(step.tokensPerSequence),
    timeText(ms),
    ...[computeMs, memoryMs, communicationMs, overheadMs].map((part) =>
      percentText(ms === 0 ? 0 : part / ms),
    ),
  ];
}

function remediesText(estimate: Estimate, remedies: readonly Remedy[], io: Io): string {
  const style = styleFor(io);
  const { memory, places } = estimate;
  const isWaiting = estimate.notes.some(({ code }) => code === 'memory.requests_wait');
  if (memory.fits && !isWaiting) return '';
  const over = `${((memory.total - memory.capacity) / 1e9).toFixed(1)} GB over`;
  const state = memory.fits
    ? `room for ${several(places, 'request')} at a time in each replica, others wait`
    : `does not fit: ${over}`;
  const flags = remedies.map(({ flags: each }) => style.strong(each));
  const advice =
    flags.length === 0
      ? 'no single change of --tp, --pp, --ep, formats or load makes it fit; take more or larger packages'
      : `all would fit with ${flags.join(', or with ')}`;
  return paragraph(`${memory.fits ? style.warn(state) : style.bad(state)}; ${advice}.`, io);
}

/** Lines no wider than the terminal, or than reads well. */
function paragraph(text: string, { columns }: Io): string {
  return `${wrapped(text, Math.max(40, Math.min(columns, 100))).join('\n')}\n`;
}
