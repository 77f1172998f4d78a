import {
  largestContext,
  largestLoad,
  type ContextAnswer,
  type LoadAnswer,
  type ServiceLimits,
  type Workload,
} from '@mantile/core';
import type { Question, Setup } from '../estimate/setup.ts';
import { fewest, type FewestPackages } from './fewest.ts';
import type { QuestionName } from '../estimate/questions.ts';

/** What was found; what was not asked for is absent. */
export interface Answers {
  readonly context?: ContextAnswer & { readonly sequences: number };
  readonly concurrency?: LoadAnswer;
  readonly batch?: LoadAnswer;
  readonly packages?: FewestPackages;
}

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
      const most = question.model.config.maxPositionEmbeddings;
      const isTimed = Object.values(limits).some((limit) => limit !== undefined);
      // How long answers are matters to times alone.
      const timed = isTimed ? { ...limits, ...answersOfShape(shape) } : {};
      return {
        ...largestContext(model, system, { sequences, most, ...timed }, options),
        sequences,
      };
    }),
    ...found('concurrency', loadOf('concurrency')),
    ...found('batch', loadOf('batch')),
    ...found('packages', () => fewest(question, limits)),
  };
}

/** What of a workload is not the length of prompts. */
function answersOfShape({ inputTokens: _sought, ...answers }: Omit<Workload, 'load'>) {
  return answers;
}

/** Sequences at a time in a replica. */
function sequencesOf(load: Question['request']['workload']['load'], replicas: number): number {
  if (load.kind === 'rate') return 1;
  return Math.ceil((load.kind === 'batch' ? load.size : load.requests) / replicas);
}
