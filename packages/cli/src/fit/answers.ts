import {
  fewestPackages,
  largestContext,
  largestLoad,
  type ContextAnswer,
  type LoadAnswer,
  type PackagesAnswer,
  type ServiceLimits,
} from '@mantile/core';
import { degreesUpTo } from '../estimate/evaluate.ts';
import { setUp, type Question, type Setup } from '../estimate/setup.ts';
import type { QuestionName } from './questions.ts';
import { shortRejections } from './rejections.ts';

/** What was found; what was not asked for is absent. */
export interface Answers {
  readonly context?: ContextAnswer & { readonly sequences: number };
  readonly concurrency?: LoadAnswer;
  readonly batch?: LoadAnswer;
  readonly packages?: PackagesAnswer;
}

/** Where the search for a context ends when a model states no limit of its own. */
const longestContext = 1 << 24;

/** Finds what was asked for: context and loads as the model is set up, packages over what the question leaves open. */
export function answersOf(
  setup: Setup,
  question: Question,
  asked: readonly QuestionName[],
  limits: ServiceLimits,
): Answers {
  const { model, system, options } = setup;
  const { load, ...shape } = question.request.workload;
  const found = <Answer>(name: QuestionName, answer: () => Answer) =>
    asked.includes(name) && { [name]: answer() };
  const loadOf = (kind: 'concurrency' | 'batch') => () =>
    largestLoad(model, system, { ...shape, ...limits, kind }, options);
  return {
    ...found('context', () => {
      const sequences = sequencesOf(load, question.request.plan.replicas);
      const most = question.model.config.maxPositionEmbeddings ?? longestContext;
      return { ...largestContext(model, system, { sequences, most }, options), sequences };
    }),
    ...found('concurrency', loadOf('concurrency')),
    ...found('batch', loadOf('batch')),
    ...found('packages', () => fewest(question, limits)),
  };
}

/** Sequences at a time in a replica. */
function sequencesOf(load: Question['request']['workload']['load'], replicas: number): number {
  if (load.kind === 'rate') return 1;
  return Math.ceil((load.kind === 'batch' ? load.size : load.requests) / replicas);
}

/** The fewest packages, over powers of two of tensor parallelism and replicas, as far as these were left open. */
function fewest(question: Question, limits: ServiceLimits): PackagesAnswer {
  const { request, hardware } = question;
  const { plan } = request;
  const degrees = plan.tensorParallel === undefined ? degreesUpTo(question) : [plan.tensorParallel];
  const replicas = plan.replicas > 1 ? [plan.replicas] : powersUpTo(hardware.packages);
  const candidates = degrees.flatMap((degree) =>
    replicas
      .filter((count) => count === 1 || degree * count <= hardware.packages)
      .map((count) => () => {
        const asked = { ...request, plan: { ...plan, replicas: count } };
        const setup = setUp({ ...question, request: asked }, degree);
        const name = `--tp ${degree}${count === 1 ? '' : ` --dp ${count}`}`;
        const { model, system, options } = setup;
        return { name, model, hardware: system, options };
      }),
  );
  const { load } = request.workload;
  const rate = load.kind === 'rate' ? load.requestsPerSecond : undefined;
  return shortRejections(fewestPackages(candidates, request.workload, limits), rate);
}

function powersUpTo(most: number): readonly number[] {
  const powers = [1];
  for (let next = 2; next <= most; next *= 2) powers.push(next);
  return powers;
}
