import type { StepEstimate } from '../../estimate/types.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { node } from '../node.ts';
import type { Run } from '../run.ts';
import { lossNodes } from './lossNodes.ts';
import { stepNode } from './stepNode.ts';
import { stepRuns } from './stepRun.ts';

/** Every number of both kinds of steps. */
export function stepHeadlines(run: Run): readonly ExplainedNumber[] {
  return [...numbersOf(run, 'prefill'), ...numbersOf(run, 'decode')];
}

function numbersOf(run: Run, kind: 'prefill' | 'decode'): readonly ExplainedNumber[] {
  const runs = stepRuns(run, kind);
  const given: StepEstimate = run.estimate.steps[kind];
  const prefix = `steps.${kind}`;
  const who = kind === 'prefill' ? 'prompts' : 'sequences that generate';
  return [
    node(`${prefix}.sequences`, 'sequence', given.sequences, { meaning: `${who} in a step` }),
    node(`${prefix}.tokensPerSequence`, 'token', given.tokensPerSequence, {
      meaning: 'new tokens of each in a step',
    }),
    node(`${prefix}.contextTokens`, 'token', given.contextTokens, {
      meaning: 'tokens of each that are cached before a step, on average',
    }),
    node(`${prefix}.steps`, 'step', given.steps, { meaning: 'steps of this kind in a row' }),
    stepNode(run, runs, `${prefix}.ms`),
    ...lossNodes(run, runs, prefix),
  ];
}
