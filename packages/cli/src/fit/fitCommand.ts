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
import { whole } from '../print/whole.ts';
import { answersOf, type Answers } from './answers.ts';
import { fewest, searched } from './fewest.ts';
import { fitText } from './fitText.ts';
import { onAllOf } from './onAllOf.ts';
import { questions, type QuestionName } from '../estimate/questions.ts';

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
    if (asked === 'packages') return packagesAlone(question, limits);
    const found = evaluateSetup(onAllOf(question));
    const wanted = asked === undefined ? questions : [asked];
    return { evaluation: found, answers: answersOf(found.setup, question, wanted, limits) };
  });
  const notes = [
    ...rateNotes(question, asked),
    ...(answers.packages === undefined ? [] : searchNotes(question)),
    ...evaluation.notes,
  ];
  if (json) {
    io.out(jsonText({ ...understood(evaluation), limits, ...answersJson(answers), notes }));
    return;
  }
  io.out(fitText({ evaluation, answers, limits, notes }, io));
}

/** The fewest packages, and what is to be known of the plan that takes them. */
function packagesAlone(
  question: Question,
  limits: ServiceLimits,
): { readonly evaluation: Evaluation; readonly answers: Answers } {
  const packages = fewest(question, limits);
  if (packages.chosen !== undefined) {
    return { evaluation: evaluate(packages.chosen.question), answers: { packages } };
  }
  const found = evaluateSetup(question);
  // No plan is the answer, so that there is nothing to say of one.
  const notes = found.notes.filter(({ code }) => !/^(?:default\.tp|memory\..*)$/.test(code));
  return { evaluation: { ...found, notes }, answers: { packages } };
}

/** How far is looked where nothing says how many packages there are. */
function searchNotes({ hardware }: Question): readonly EstimateNote[] {
  if (hardware.isCounted) return [];
  const { replica, all } = searched;
  const message = `${hardware.id} names no number: up to ${whole(all)} packages are tried, and up to ${replica} of them for a replica, where it is known how these are joined.`;
  return [{ code: 'fit.packages_tried', message }];
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

/** Answers for programs: the plan that was chosen goes by its name. */
function answersJson({ packages, ...others }: Answers) {
  if (packages === undefined) return others;
  const { chosen, rejected } = packages;
  if (chosen === undefined) return { ...others, packages: { rejected } };
  const { name, estimate } = chosen;
  return { ...others, packages: { chosen: { name, estimate }, rejected } };
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
