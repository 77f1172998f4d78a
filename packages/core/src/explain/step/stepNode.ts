import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode, totalOf } from '../node.ts';
import type { Run } from '../run.ts';
import { averageNode } from './averageNode.ts';
import { draftNodes } from './draftNode.ts';
import { engineNode } from './engineNode.ts';
import { layerNode } from './layerNode.ts';
import type { StepRun, StepRuns } from './stepRun.ts';
import type { TracedLayer } from './tracedLayers.ts';

/** A step from its start until its tokens are there, down to the operations of its layers. */
export function stepNode(run: Run, runs: StepRuns, name: string): ExplainedNumber {
  const value = milliseconds(runs.cost.seconds);
  return averageNode(name, value, runs, (step, own) => oneStep(run, step, own));
}

function oneStep(run: Run, step: StepRun, name: string): ExplainedNumber {
  const meaning = step.hasPrompt
    ? `a step that takes up prompts${run.served.isMixed ? ' beside sequences that generate' : ''}`
    : 'a step that only generates';
  const value = milliseconds(step.cost.seconds);
  if (step.stages.length === 0) return sumNode(name, 'ms', value, passOf(run, step), { meaning });
  const parts = passOf(run, step);
  const pass = sumNode('pass', 'ms', totalOf(parts), parts, {
    meaning: 'through all stages, one after another',
  });
  if (step.hasPrompt) return { ...pass, name, value, meaning };
  const interval = oneInterval(run, step, 'interval');
  const { batches } = run.estimator.replica;
  return node(name, 'ms', value, {
    meaning,
    formula: 'max(pass, batches * interval)',
    inputs: { pass: pass.value, batches, interval: interval.value },
    children: [pass, interval],
  });
}

/** From the start of a step until the next can start, where stages follow one another. */
export function intervalNode(run: Run, runs: StepRuns): ExplainedNumber {
  const value = milliseconds(runs.cost.intervalSeconds);
  return averageNode('interval', value, runs, (step, name) => oneInterval(run, step, name));
}

function oneInterval(run: Run, step: StepRun, name: string): ExplainedNumber {
  const handOver = handOverNode(run, step);
  const stages = step.stages.map(({ name, layers }) => {
    const parts = [...layerNodes(step, layers), engineNode(run, step, layers), handOver];
    return sumNode(name, 'ms', totalOf(parts), parts, { meaning: 'a stage, and what it hands on' });
  });
  const busiest = Math.max(...stages.map(({ value }) => value));
  const stage = node('stage', 'ms', busiest, { formula: 'max', children: stages });
  const value = milliseconds(step.cost.intervalSeconds);
  return sumNode(name, 'ms', value, [stage, ...draftNodes(run, step)], {
    meaning: 'until the next step can start: the busiest stage',
  });
}

function layerNodes(
  { timing }: StepRun,
  layers: readonly TracedLayer[],
): readonly ExplainedNumber[] {
  return layers.map((layer) => layerNode(layer, timing));
}

function passOf(run: Run, step: StepRun): readonly ExplainedNumber[] {
  const all = layerNodes(step, step.layers);
  const layers = sumNode('layers', 'ms', totalOf(all), all);
  const parts = [layers, engineNode(run, step, step.layers), ...draftNodes(run, step)];
  if (step.stages.length === 0) return parts;
  const handOver = handOverNode(run, step);
  const times = run.estimator.stages - 1;
  const handOvers = node('handOvers', 'ms', times * handOver.value, {
    meaning: 'from each stage to the next',
    formula: 'times * handOver',
    inputs: { times, handOver: handOver.value },
    children: [handOver],
  });
  return [...parts, handOvers];
}

/** What one stage sends to the next. */
function handOverNode({ estimator }: Run, { rows }: StepRun): ExplainedNumber {
  const { boundary } = estimator.replica.timer;
  const bytesPerRow = boundary?.bytesPerRow ?? 0;
  const payload = rows * bytesPerRow;
  return node('handOver', 'ms', milliseconds(boundary?.seconds(rows) ?? 0), {
    inputs: { payload },
    source: `links of ${estimator.system.name}`,
    children: [
      node('payload', 'B', payload, {
        formula: 'rows * bytesPerRow',
        inputs: { rows, bytesPerRow },
      }),
    ],
  });
}
