import { fill } from '../../estimate/stepTimer.ts';
import { StepFrame } from '../../step.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode } from '../node.ts';
import type { Run } from '../run.ts';
import { layerNode } from './layerNode.ts';
import { timingOf } from './timing.ts';
import { traceLayers } from './tracedLayers.ts';

/** Drafting, one token after another; undefined where nothing is drafted, or by no model. */
export function draftNode(run: Run, context: number): ExplainedNumber | undefined {
  const { estimator, shape } = run;
  const { replica, memory } = estimator;
  const { draft } = memory;
  if (draft === undefined || replica.draft === undefined) return undefined;
  const { sequences } = replica.generating;
  const frame = new StepFrame();
  frame.phase = 'decode';
  frame.causal = replica.timer.rules.causal;
  fill(frame, { sequences, tokens: 1, context });
  const timing = timingOf(run);
  const traced = traceLayers(draft, timing.clock, frame);
  const layers = traced.map((layer) => layerNode(layer, timing));
  const once = milliseconds(replica.draft.secondsAt(sequences, context));
  const tokens = shape.stepTokens - 1;
  return node('draft', 'ms', tokens * once, {
    meaning: 'drafting tokens one after another',
    formula: 'tokens * once',
    inputs: { tokens, once },
    children: [sumNode('once', 'ms', once, layers, { meaning: `a step of ${draft.name}` })],
  });
}
