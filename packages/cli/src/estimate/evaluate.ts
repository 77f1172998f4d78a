import {
  estimate,
  fewestPackages,
  type Estimate,
  type EstimateNote,
  type PackagesAnswer,
} from '@mantile/core';
import { inWordsOfFlags } from './inFlags.ts';
import { questionNotes } from './questionNotes.ts';
import { mostPerSecond, tellingPlan } from './rateFaults.ts';
import { setUp, type Question, type Setup } from './setup.ts';

/** An estimate and what it was made of. */
export interface Evaluation {
  readonly setup: Setup;
  readonly estimate: Estimate;
  /** Those of the command line, of model and hardware, and of the estimate. */
  readonly notes: readonly EstimateNote[];
}

/** Estimates what was asked; tensor parallelism that was not, is the least that fits. */
export function evaluate(question: Question): Evaluation {
  const { request, model, hardware } = question;
  const chosen = chosenSetup(question);
  const { setup } = chosen;
  const found = tellingPlan(setup, () =>
    estimate(setup.model, setup.system, request.workload, setup.options),
  );
  return {
    setup,
    estimate: found,
    notes: withoutRepeats([
      ...request.notes,
      ...chosen.notes,
      ...model.notes,
      ...questionNotes(setup),
      ...hardware.notes,
      ...setup.notes,
      ...found.notes.map(({ code, message }) => ({ code, message: inWordsOfFlags(message) })),
    ]),
  };
}

/** What was asked, set up at the degree of tensor parallelism that was asked for, or at the least that fits. */
export function chosenSetup(question: Question): {
  readonly setup: Setup;
  readonly notes: readonly EstimateNote[];
} {
  const { tensorParallel } = question.request.plan;
  return tensorParallel === undefined
    ? leastThatFits(question)
    : { setup: setUp(question, tensorParallel), notes: [] };
}

/** The powers of two that a degree of tensor parallelism is tried at, on so many packages. */
export function degreesUpTo(
  question: Question,
  packages = question.hardware.packages,
): readonly number[] {
  const { plan } = question.request;
  const others =
    plan.sequenceParallel * plan.contextParallel * plan.attentionDataParallel * plan.pipelineStages;
  const replicas = question.hardware.isCounted ? plan.replicas : 1;
  const degrees: number[] = [1];
  for (let next = 2; next * others * replicas <= packages; next *= 2) {
    degrees.push(next);
  }
  return degrees;
}

function leastThatFits(question: Question) {
  const degrees = degreesUpTo(question);
  const setups = new Map<string, Setup>();
  const { chosen, rejected } = fewestPackages(
    degrees.map((degree) => () => {
      const name = String(degree);
      const setup = setUp(question, degree);
      setups.set(name, setup);
      return { name, model: setup.model, hardware: setup.system, options: setup.options };
    }),
    question.request.workload,
  );
  const best = chosen === undefined ? undefined : setups.get(chosen.name);
  // Where nothing fits, the most packages say best by how much; where nothing can be set up, one says why.
  const setup = best ?? [...setups.values()].at(-1) ?? setUp(question, 1);
  const { tensorParallel } = setup;
  const why =
    best === undefined
      ? `the largest power of two that can be had; ${reasons(rejected)}`
      : smallest(rejected);
  return { setup, notes: [{ code: 'default.tp', message: `--tp ${tensorParallel}: ${why}.` }] };
}

/** What decided for the smallest. */
function smallest(rejected: PackagesAnswer['rejected']): string {
  const isRate = rejected.some(({ faults }) => mostPerSecond(faults) !== undefined);
  return isRate
    ? 'the smallest power of two at which weights fit into memory and requests are answered as fast as they come'
    : 'the smallest power of two at which weights and all requests fit into memory';
}

function reasons(rejected: PackagesAnswer['rejected']): string {
  const isMemory = rejected.some(({ boundBy }) => boundBy === 'memory');
  return isMemory ? 'at none do weights and all requests fit' : 'none can serve this load';
}

/** Each note once. */
export function withoutRepeats(notes: readonly EstimateNote[]): readonly EstimateNote[] {
  return [...new Map(notes.map((note) => [`${note.code} ${note.message}`, note])).values()];
}
