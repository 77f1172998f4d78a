import { explain, type ExplainedNumber } from '@mantile/core';
import type { Context } from '../command.ts';
import type { EstimateFlags } from '../estimate/estimateFlags.ts';
import { subtitleOf, titleOf } from '../estimate/estimateText.ts';
import { evaluate } from '../estimate/evaluate.ts';
import { inFlags } from '../estimate/inFlags.ts';
import { notesText } from '../estimate/notesText.ts';
import { readQuestion } from '../estimate/readQuestion.ts';
import { understood } from '../estimate/understood.ts';
import { jsonText } from '../print/json.ts';
import { styleFor } from '../print/style.ts';
import { depthOf } from './depthOf.ts';
import { wantedHeadlines } from './headlines.ts';
import { treeText } from './treeText.ts';

/** What of an explanation is printed. */
export interface ExplainFlags {
  readonly depth?: string;
  readonly only?: string;
  readonly json?: boolean;
}

/** Explains an estimate and prints it. */
export async function explainCommand(
  model: string,
  flags: EstimateFlags & ExplainFlags,
  context: Context,
): Promise<void> {
  const { io } = context;
  const { only, json = false } = flags;
  const depth = depthOf(flags.depth, json ? Infinity : 3);
  const question = await readQuestion(model, flags, context);
  const evaluation = inFlags(question.model.config, () => evaluate(question));
  const { setup } = evaluation;
  const { headlines: all, ...head } = inFlags(question.model.config, () =>
    explain(setup.model, setup.system, question.request.workload, setup.options),
  );
  if (json) {
    const wanted = only === undefined ? all : wantedHeadlines(all, only);
    const headlines = wanted.map((headline) => cut(headline, depth));
    const { fidelity, engine } = head;
    const asked = understood(evaluation);
    io.out(jsonText({ ...asked, fidelity, engine, headlines, notes: evaluation.notes }));
    return;
  }
  const shown = wantedHeadlines(all, only);
  const style = styleFor(io);
  const trees = shown.map((headline) => treeText(headline, { depth, all, shown }, style));
  io.out(
    [
      `${style.strong(titleOf(evaluation))}\n${style.faint(subtitleOf(evaluation))}\n`,
      ...trees,
      notesText(evaluation.notes, io),
    ].join('\n'),
  );
}

/** A number without what lies deeper. */
function cut(node: ExplainedNumber, depth: number): ExplainedNumber {
  const { children, ...own } = node;
  if (children === undefined || depth < 1) return own;
  return { ...own, children: children.map((child) => cut(child, depth - 1)) };
}
