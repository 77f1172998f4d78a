import { compare, explain, type Explanation } from '@mantile/core';
import type { Context } from '../command.ts';
import { estimateCsv } from '../estimate/estimateCsv.ts';
import { evaluate, type Evaluation } from '../estimate/evaluate.ts';
import { inFlags } from '../estimate/inFlags.ts';
import { readQuestion } from '../estimate/readQuestion.ts';
import { understood } from '../estimate/understood.ts';
import { depthOf } from '../explain/depthOf.ts';
import { wantedHeadlines } from '../explain/headlines.ts';
import { jsonText } from '../print/json.ts';
import { checkTableFlags, type TableFlags } from '../print/printTable.ts';
import { comparisonText } from './comparisonText.ts';
import { cutDifference } from './cutDifference.ts';
import { namesOf, sidesOf, type Side, type TwiceFlags } from './sides.ts';

/** What of a comparison is printed. */
export interface CompareFlags extends TableFlags {
  readonly depth?: string;
  readonly only?: string;
}

/** Compares two configurations and prints how every number moved. */
export async function compareCommand(
  models: readonly string[],
  { depth, only, json, csv, ...twice }: CompareFlags & TwiceFlags,
  context: Context,
): Promise<void> {
  const { io } = context;
  checkTableFlags({ json, csv });
  const levels = depthOf(depth, json === true ? Infinity : 3);
  const sides = sidesOf(models, twice);
  const a = await evaluated(sides[0], context);
  const b = await evaluated(sides[1], context);
  if (csv === true) {
    io.out(estimateCsv([a, b]));
    return;
  }
  const { headlines: all } = compare(explained(a), explained(b));
  const wanted = only === undefined && json === true ? all : wantedHeadlines(all, only);
  const shown = json === true ? all : wanted;
  const headlines = wanted.map((headline) =>
    cutDifference(headline, { depth: levels, all, shown }),
  );
  if (json === true) {
    const sideJson = (evaluation: Evaluation) => ({
      ...understood(evaluation),
      fidelity: evaluation.estimate.fidelity,
      engine: evaluation.estimate.engine,
      notes: evaluation.notes,
    });
    io.out(jsonText({ a: sideJson(a), b: sideJson(b), headlines }));
    return;
  }
  io.out(comparisonText({ names: namesOf(sides), evaluations: [a, b], headlines }, io));
}

async function evaluated({ model, flags }: Side, context: Context): Promise<Evaluation> {
  const question = await readQuestion(model, flags, context);
  return inFlags(question.model.config, () => evaluate(question));
}

function explained({ setup }: Evaluation): Explanation {
  const { model, request } = setup.question;
  const { workload } = request;
  return inFlags(model.config, () => explain(setup.model, setup.system, workload, setup.options));
}
