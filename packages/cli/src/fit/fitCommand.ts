import { FaultList, type EstimateNote, type ServiceLimits } from '@mantile/core';
import type { Context } from '../command.ts';
import type { EstimateFlags } from '../estimate/estimateFlags.ts';
import { evaluate, type Evaluation } from '../estimate/evaluate.ts';
import { inFlags } from '../estimate/inFlags.ts';
import { readQuestion } from '../estimate/readQuestion.ts';
import { FlagReader } from '../estimate/readValues.ts';
import type { Question } from '../estimate/setup.ts';
import { understood } from '../estimate/understood.ts';
import { jsonText } from '../print/json.ts';
import { answersOf } from './answers.ts';
import { fitText } from './fitText.ts';
import { onAllOf } from './onAllOf.ts';
import { questions, type QuestionName } from './questions.ts';

/** Longer than anyone waits. */
const longest = 1e9;

/** Answers inverse questions and prints what was found. */
export async function fitCommand(
  model: string,
  { json = false, ...flags }: EstimateFlags & { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { io } = context;
  const faults = new FaultList();
  const read = new FlagReader(flags, faults);
  const limit = (name: 'maxTtft' | 'maxTpot' | 'maxE2e'): number | undefined =>
    read.number(name, [Number.MIN_VALUE, longest], 'milliseconds, above 0', undefined);
  const limits: ServiceLimits = {
    maxTtftMs: limit('maxTtft'),
    maxTpotMs: limit('maxTpot'),
    maxE2eMs: limit('maxE2e'),
  };
  const asked = read.choice('question', questions);
  const question = await readQuestion(model, flags, context, faults);
  const { evaluation, answers } = inFlags(question.model.config, () => {
    const found = evaluateSetup(onAllOf(question));
    const wanted = asked === undefined ? questions : [asked];
    return { evaluation: found, answers: answersOf(found.setup, question, wanted, limits) };
  });
  // How many packages there are to be is then what is asked.
  const notes = [
    ...rateNotes(question, asked),
    ...evaluation.notes.filter(({ code }) => asked !== 'packages' || code !== 'default.tp'),
  ];
  if (json) {
    io.out(jsonText({ ...understood(evaluation), limits, ...answers, notes }));
    return;
  }
  io.out(fitText({ evaluation, answers, limits, notes }, io));
}

/** Users and batches are loads of their own, and a context is found for one sequence: a rate is for packages alone. */
function rateNotes(
  { request }: Question,
  asked: QuestionName | undefined,
): readonly EstimateNote[] {
  if (request.workload.load.kind !== 'rate' || asked === 'packages') return [];
  const [subject, verb] =
    asked === undefined
      ? ['all else is', 'is what the fewest packages answer']
      : ['it is', 'is not heeded'];
  const message = `--rate ${verb}; ${subject} found without it. --question packages asks how many a rate takes.`;
  return [{ code: 'fit.rate_for_packages', message }];
}

/** A model as it is set up. Whether one replica keeps up with a rate is for the answers to say. */
function evaluateSetup(question: Question): Evaluation {
  const { request } = question;
  const { workload } = request;
  if (workload.load.kind !== 'rate') return evaluate(question);
  const load = { kind: 'concurrency', requests: 1 } as const;
  const single = { ...question, request: { ...request, workload: { ...workload, load } } };
  const found = evaluate(single);
  return { ...found, setup: { ...found.setup, question } };
}
