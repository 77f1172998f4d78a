import type { RequestShape } from '../estimate/requestShape.ts';
import type { ExplainedNumber } from './explanation.ts';
import { milliseconds, node, sumNode } from './node.ts';
import type { Run } from './run.ts';

/** From the first token to the last: one's own steps, and those that other requests' prompts make longer. */
export function generationNode(run: Run): ExplainedNumber {
  const { served, shape, load } = run;
  const step = milliseconds(served.decode.seconds);
  const { steps } = shape;
  const own = steps * step;
  const value = milliseconds(served.generationSeconds);
  const holdUp = milliseconds(served.holdUpSeconds);
  const stepItself = node('step', 'ms', step, { see: 'steps.decode.ms' });
  const ownSteps = node('steps', 'ms', own, {
    meaning: 'the steps that it generates in',
    ...(shape.stepTokens === 1
      ? {
          formula: '(answerTokens - 1) * step',
          inputs: { answerTokens: shape.answerTokens, step },
          children: [stepItself],
        }
      : {
          formula: 'steps * step',
          inputs: { steps, step },
          children: [stepCountNode(shape), stepItself],
        }),
  });
  // Below that it is the last bits of a double.
  if (!(value - own > 1e-9 * value) || holdUp === 0) return generationOf(value, [ownSteps]);
  const prompts =
    load.kind === 'rate'
      ? served.requestsPerSecond * served.generationSeconds
      : (value - own) / holdUp;
  return generationOf(value, [
    ownSteps,
    node('heldUp', 'ms', prompts * holdUp, {
      meaning: 'held up by the prompts of other requests',
      formula: 'prompts * holdUp',
      inputs: { prompts, holdUp },
      children: [promptsNode(run, prompts, value), holdUpNode(run, holdUp)],
    }),
  ]);
}

/** Steps that an answer takes where each leaves several tokens behind. */
function stepCountNode({ steps, answerTokens, tokensPerStep }: RequestShape): ExplainedNumber {
  const further = answerTokens - 1;
  const full = further / tokensPerStep;
  return sumNode(
    'steps',
    'step',
    steps,
    [
      node('full', 'step', full, {
        meaning: 'as if the last left no token too many behind',
        formula: 'further / tokensPerStep',
        inputs: { further, tokensPerStep },
      }),
      node('beyond', 'step', steps - full, {
        meaning: 'part of the last step that is drafted beyond the end of the answer, on average',
        source: 'chances of all ways to draft the answer',
      }),
    ],
    { meaning: 'that an answer takes, on average' },
  );
}

function generationOf(value: number, parts: readonly ExplainedNumber[]): ExplainedNumber {
  return sumNode('generation', 'ms', value, parts, { meaning: 'from the first token to the last' });
}

/** Prompts of others that come while one generates. */
function promptsNode({ load, served }: Run, prompts: number, generation: number): ExplainedNumber {
  const { requestsPerSecond } = served;
  return node('prompts', 'request', prompts, {
    meaning: 'of other requests, that are taken up while it generates',
    ...(load.kind === 'rate'
      ? {
          formula: 'requestsPerSecond * generation / 1e3',
          inputs: { requestsPerSecond, generation },
        }
      : { source: 'search: how many prompts others send meanwhile, of so many users' }),
  });
}

/** How long one prompt holds up the sequences that generate. */
function holdUpNode({ served, estimator }: Run, holdUp: number): ExplainedNumber {
  const { promptSteps: steps, promptBatch: batch, isMixed } = served;
  const { batches } = estimator.replica;
  const interval = milliseconds(served.prompt.intervalSeconds);
  const step = milliseconds(served.decode.seconds);
  return node('holdUp', 'ms', holdUp, {
    meaning: isMixed
      ? 'by how much one prompt makes the steps that take it up longer'
      : 'the steps that take one prompt up, meanwhile nobody generates',
    formula: isMixed
      ? 'max(steps * interval - steps * step / batches, 0) / batch'
      : 'steps * interval / batch',
    inputs: { steps, interval, batch, ...(isMixed && { step, batches }) },
    children: [
      node('interval', 'ms', interval, {
        meaning: 'of a step that takes up prompts, until the next can start',
        see: 'steps.prefill.ms',
      }),
      ...(isMixed ? [node('step', 'ms', step, { see: 'steps.decode.ms' })] : []),
    ],
  });
}
