import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode } from '../node.ts';
import type { Run } from '../run.ts';
import { averageNode } from './averageNode.ts';
import { draftNodes } from './draftNode.ts';
import { engineNode } from './engineNode.ts';
import { layersLost, losses, type Loss } from './layersLost.ts';
import type { StepRun, StepRuns } from './stepRun.ts';

/** What a step is lost to: four numbers, each a sum over the operations of all layers. */
export function lossNodes(run: Run, runs: StepRuns, prefix: string): readonly ExplainedNumber[] {
  return losses.map((loss) =>
    averageNode(
      `${prefix}.${loss}Ms`,
      milliseconds(runs.cost[`${loss}Seconds`]),
      runs,
      (step, name) => {
        const parts = [
          ...layersLost(step.layers, step.timing.clock, loss),
          ...draftNodes(run, step, loss),
          ...besideLayers(run, step, loss),
        ];
        const seconds = step.cost[`${loss}Seconds`];
        return sumNode(name, 'ms', milliseconds(seconds), parts, {
          meaning: `of the step, what is lost to ${loss}`,
        });
      },
    ),
  );
}

function besideLayers(run: Run, step: StepRun, loss: Loss): readonly ExplainedNumber[] {
  if (loss === 'overhead') return [engineNode(run, step, step.layers)];
  const { stages, replica } = run.estimator;
  const { boundary } = replica.timer;
  if (loss !== 'communication' || boundary === undefined) return [];
  const value = (stages - 1) * milliseconds(boundary.seconds(step.rows));
  return [node('handOvers', 'ms', value, { meaning: 'from each stage to the next' })];
}
