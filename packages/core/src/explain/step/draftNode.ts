import { fill } from '../../estimate/stepTimer.ts';
import { StepFrame } from '../../step.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode } from '../node.ts';
import type { Run } from '../run.ts';
import { layerNode } from './layerNode.ts';
import { layersLost, type Loss } from './layersLost.ts';
import type { StepRun } from './stepRun.ts';
import { timingOf } from './timing.ts';
import { traceLayers } from './tracedLayers.ts';

/**
 * Drafting, one token after another: its time, or what of that is lost to something. None where nothing is drafted,
 * or by no model.
 */
export function draftNodes(
  run: Run,
  { hasPrompt, context }: StepRun,
  loss?: Loss,
): readonly ExplainedNumber[] {
  const { estimator, shape } = run;
  const { replica } = estimator;
  const tokens = shape.stepTokens - 1;
  if (hasPrompt || replica.draft === undefined || tokens === 0) return [];
  const { model, stepAt } = replica.draft;
  const { sequences } = replica.generating;
  const frame = new StepFrame();
  frame.phase = 'decode';
  frame.causal = replica.timer.rules.causal;
  fill(frame, { sequences, tokens: 1, context });
  const timing = timingOf(run);
  const traced = traceLayers(model, timing.clock, frame);
  const layers =
    loss === undefined
      ? traced.map((layer) => layerNode(layer, timing))
      : layersLost(traced, timing.clock, loss);
  const cost = stepAt(sequences, context);
  const once = milliseconds(loss === undefined ? cost.seconds : cost[`${loss}Seconds`]);
  return [
    node('draft', 'ms', tokens * once, {
      meaning: 'drafting tokens one after another',
      formula: 'tokens * once',
      inputs: { tokens, once },
      children: [
        sumNode('once', 'ms', once, layers, {
          meaning: `a step of ${model.name}${loss === undefined ? '' : `: what is lost to ${loss}`}`,
        }),
      ],
    }),
  ];
}
