import type { TokenLength, Workload } from '@mantile/core';
import { several, whole } from '../print/count.ts';
import { rateText } from '../print/quantity.ts';
import type { Setup } from './setup.ts';

/** How a model is spread: `TP 8 PP 2`. */
export function degreesText({ question, tensorParallel }: Setup, replicas: number): string {
  const { plan } = question.request;
  const degrees: readonly (readonly [string, number])[] = [
    ['TP', tensorParallel],
    ['EP', plan.expertParallel],
    ['SP', plan.sequenceParallel],
    ['CP', plan.contextParallel],
    ['attention DP', plan.attentionDataParallel],
    ['PP', plan.pipelineStages],
    ['DP', replicas],
  ];
  const used = degrees.filter(([name, degree]) => degree > 1 || name === 'TP');
  return used.map(([name, degree]) => `${name} ${degree}`).join(' ');
}

/** An engine and its version. */
export function engineText({ options: { engine } }: Setup): string {
  return [engine?.name, engine?.version].filter((part) => part !== undefined).join(' ');
}

/** What is asked of it. */
export function workloadText(
  { inputTokens, outputTokens, load }: Workload,
  isAnswered = true,
): string {
  const length = (tokens: TokenLength): string => {
    if (typeof tokens === 'number') return whole(tokens);
    const { min, max } = tokens;
    return min === max ? `exactly ${whole(min)}` : `${whole(min)} to ${whole(max)}`;
  };
  const prompts = `prompts of ${length(inputTokens)}`;
  const shape = isAnswered
    ? `${prompts} and answers of ${length(outputTokens)} ${isOne(outputTokens) ? 'token' : 'tokens'}`
    : `${prompts} ${isOne(inputTokens) ? 'token' : 'tokens'}`;
  switch (load.kind) {
    case 'batch':
      return `a batch of ${whole(load.size)}, ${shape}`;
    case 'concurrency':
      return `${several(load.requests, 'user')}, ${shape}`;
    case 'rate':
      return `${rateText(load.requestsPerSecond)} requests per second, ${shape}`;
  }
}

function isOne(tokens: TokenLength): boolean {
  return typeof tokens === 'number' ? tokens === 1 : tokens.max === 1;
}
