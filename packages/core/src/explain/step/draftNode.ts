import { fill } from '../../estimate/stepTimer.ts';
import { StepFrame } from '../../step.ts';
import { Clock } from '../../timing/clock.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode } from '../node.ts';
import type { Run } from '../run.ts';
import { layerNode } from './layerNode.ts';
import { traceLayers } from './tracedLayers.ts';

/** Drafting, one token after another; undefined where nothing is drafted, or by no model. */
export function draftNode({ estimator, shape }: Run): ExplainedNumber | undefined {
  const { replica, memory, system } = estimator;
  const { draft } = memory;
  if (draft === undefined || replica.draft === undefined) return undefined;
  const { efficiency, overlap, causal } = replica.timer.rules;
  const { sequences } = replica.generating;
  const frame = new StepFrame();
  frame.phase = 'decode';
  frame.causal = causal;
  fill(frame, { sequences, tokens: 1, context: shape.meanContext });
  const clock = new Clock(system, efficiency, overlap);
  const layers = traceLayers(draft, clock, frame).map((layer) => layerNode(layer, clock, overlap));
  const once = milliseconds(replica.draft(sequences, shape.meanContext));
  const tokens = shape.stepTokens - 1;
  return node('draft', 'ms', tokens * once, {
    meaning: 'drafting tokens one after another',
    formula: 'tokens * once',
    inputs: { tokens, once },
    children: [sumNode('once', 'ms', once, layers, { meaning: `a step of ${draft.name}` })],
  });
}
