import type { TracedOperation } from '../../operations/traced.ts';
import { BoundSeconds } from '../../timing/boundSeconds.ts';
import type { Clock } from '../../timing/clock.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode, totalOf } from '../node.ts';
import type { Run } from '../run.ts';
import { averageNode } from './averageNode.ts';
import { draftNode } from './draftNode.ts';
import { engineNode } from './engineNode.ts';
import type { StepRun, StepRuns } from './stepRun.ts';
import { valueOf } from './tracedLayers.ts';

const losses = ['compute', 'memory', 'communication', 'overhead'] as const;
type Loss = (typeof losses)[number];

/** What a step is lost to: four numbers, each a sum over the operations of all layers. */
export function lossNodes(run: Run, runs: StepRuns, prefix: string): readonly ExplainedNumber[] {
  return losses.map((loss) =>
    averageNode(
      `${prefix}.${loss}Ms`,
      milliseconds(runs.cost[`${loss}Seconds`]),
      runs,
      (step, name) => {
        const parts = [...layersLost(step, loss), ...besideLayers(run, step, loss)];
        const seconds = step.cost[`${loss}Seconds`];
        return sumNode(name, 'ms', milliseconds(seconds), parts, {
          meaning: `of the step, what is lost to ${loss}`,
        });
      },
    ),
  );
}

function layersLost({ layers, timing }: StepRun, loss: Loss): readonly ExplainedNumber[] {
  return layers.map(({ name, count, operations }) => {
    const parts = operations.map((operation) => {
      const each = milliseconds(lostBy(operation, timing.clock)[loss]);
      const inputs = { count, each };
      return node(operation.name, 'ms', count * each, { formula: 'count * each', inputs });
    });
    return sumNode(name, 'ms', totalOf(parts), parts);
  });
}

/** What the seconds of an operation are lost to. */
function lostBy(operation: TracedOperation, clock: Clock): Record<Loss, number> {
  const computeSeconds = valueOf(operation, 'computeSeconds');
  const memorySeconds = valueOf(operation, 'memorySeconds');
  const communication = valueOf(operation, 'communicationSeconds');
  const isExchange = operation.kind === 'collective';
  const launch = isExchange ? 0 : operation.kernels * clock.efficiency.launchSeconds;
  const bounds = new BoundSeconds();
  const roofline = { computeSeconds, memorySeconds, flopsPerSecond: 0, bytesPerSecond: 0 };
  bounds.add(roofline, valueOf(operation, 'operationSeconds'), launch, 1);
  const { overhead } = bounds;
  if (clock.efficiency.overlapSpan === 'operation') {
    return { compute: bounds.compute, memory: bounds.memory, communication, overhead };
  }
  // Across a layer both overlap: each counts at its peak.
  return { compute: computeSeconds, memory: memorySeconds, communication, overhead };
}

function besideLayers(run: Run, step: StepRun, loss: Loss): readonly ExplainedNumber[] {
  if (loss === 'overhead') {
    const draft = step.hasPrompt ? undefined : draftNode(run, step.context);
    return [engineNode(run, step, step.layers), ...(draft ? [draft] : [])];
  }
  const { stages, replica } = run.estimator;
  const { boundary } = replica.timer;
  if (loss !== 'communication' || boundary === undefined) return [];
  const value = (stages - 1) * milliseconds(boundary.seconds(step.rows));
  return [node('handOvers', 'ms', value, { meaning: 'from each stage to the next' })];
}
