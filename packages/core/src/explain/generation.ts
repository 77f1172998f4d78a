import type { ExplainedNumber } from './explanation.ts';
import { milliseconds, node, sumNode } from './node.ts';
import type { Run } from './run.ts';

/** From the first token to the last: one's own steps, and those that other requests' prompts make longer. */
export function generationNode(run: Run): ExplainedNumber {
  const { served, shape } = run;
  const step = milliseconds(served.decode.seconds);
  const { steps, answerTokens, tokensPerStep } = shape;
  const own = steps * step;
  const value = milliseconds(served.generationSeconds);
  const holdUp = milliseconds(served.holdUpSeconds);
  const heldUp = value - own;
  const ownSteps = node('steps', 'ms', own, {
    meaning: 'the steps that it generates in',
    formula: '(answerTokens - 1) / tokensPerStep * step',
    inputs: { answerTokens, tokensPerStep, step },
    children: [node('step', 'ms', step, { see: 'steps.decode.ms' })],
  });
  // Below that it is the last bits of a double.
  if (!(heldUp > 1e-9 * value) || holdUp === 0) return generationOf(value, [ownSteps]);
  const prompts = heldUp / holdUp;
  return generationOf(value, [
    ownSteps,
    node('heldUp', 'ms', heldUp, {
      meaning: 'held up by the prompts of other requests',
      formula: 'prompts * holdUp',
      inputs: { prompts, holdUp },
      children: [
        node('prompts', 'request', prompts, {
          meaning: 'of other requests, that are taken up while it generates',
          source: 'how the load is served',
        }),
        holdUpNode(run, holdUp),
      ],
    }),
  ]);
}

function generationOf(value: number, parts: readonly ExplainedNumber[]): ExplainedNumber {
  return sumNode('generation', 'ms', value, parts, { meaning: 'from the first token to the last' });
}

/** How long one prompt holds up the sequences that generate. */
function holdUpNode({ served, estimator }: Run, holdUp: number): ExplainedNumber {
  const { promptSteps: steps, promptBatch: batch, isMixed } = served;
  const { stages } = estimator;
  const interval = milliseconds(served.prompt.intervalSeconds);
  const step = milliseconds(served.decode.seconds);
  return node('holdUp', 'ms', holdUp, {
    meaning: isMixed
      ? 'by how much one prompt makes the steps that take it up longer'
      : 'the steps that take one prompt up, meanwhile nobody generates',
    formula: isMixed
      ? 'max(steps * interval - steps * step / stages, 0) / batch'
      : 'steps * interval / batch',
    inputs: { steps, interval, batch, ...(isMixed && { step, stages }) },
    children: [
      node('interval', 'ms', interval, {
        meaning: 'of a step that takes up prompts, until the next can start',
        see: 'steps.prefill.ms',
      }),
      ...(isMixed ? [node('step', 'ms', step, { see: 'steps.decode.ms' })] : []),
    ],
  });
}
