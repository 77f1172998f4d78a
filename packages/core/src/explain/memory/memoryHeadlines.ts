import { stagesOf } from '../../estimate/stages.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { node, sumNode, wholeSumNode } from '../node.ts';
import { engineSource, type Run } from '../run.ts';
import { activationsNode, exchangesNode } from './heldNodes.ts';
import { layersOf, stateNode } from './stateNodes.ts';
import { HeldTrace } from './tracedMemory.ts';
import { modelNode, weightsNode } from './weightNodes.ts';

/** Every number of the memory of the busiest package. */
export function memoryHeadlines(run: Run): readonly ExplainedNumber[] {
  const { estimator, estimate, shape } = run;
  const { memory: meter, system, engine } = estimator;
  const { memory } = estimate;
  const { sequences, tokens } = held(run);
  const trace = new HeldTrace();
  meter.largestStep(shape, sequences, trace, trace);
  const { memoryShare, workspaceBytes: workspace } = engine;
  const { capacity } = memory;
  const [{ name }] = system.chip.memory;
  const parts = [
    weightsNode(meter),
    stateNode(meter, memory.kvCache, sequences, tokens),
    activationsNode(memory.activations, trace.layers),
    exchangesNode(memory.communication, trace.layers),
    node('memory.reserve', 'B', memory.reserve, {
      meaning: 'kept back for the engine',
      formula: 'ceil(capacity * (1 - memoryShare) + workspace)',
      inputs: { capacity, memoryShare, workspace },
      source: engineSource(run),
    }),
  ];
  const seen = parts.map(({ name: full, unit, value }) =>
    node(full.replace('memory.', ''), unit, value, { see: full }),
  );
  return [
    ...parts,
    sumNode('memory.total', 'B', memory.total, seen, {
      meaning: 'what lies in the memory of the busiest package',
    }),
    node('memory.capacity', 'B', capacity, {
      meaning: `what ${name} holds`,
      source: `datasheet of ${system.chip.name}`,
    }),
    ...stageNodes(run, sequences, tokens),
  ];
}

/** What each stage of a pipeline holds. */
function stageNodes(
  { estimate, estimator, decode }: Run,
  sequences: number,
  tokens: number,
): readonly ExplainedNumber[] {
  const stages = stagesOf(decode, estimator.stages);
  const frame = estimator.memory.holding(sequences, tokens);
  return (estimate.memory.stages ?? []).flatMap(({ kvCache }, index) => {
    const stage = stages[index];
    if (stage === undefined) return [];
    const prefix = `memory.stages.${index}`;
    return [
      modelNode(`${prefix}.weights`, stage),
      wholeSumNode(`${prefix}.kvCache`, kvCache, layersOf(stage, frame), { meaning: stage.name }),
    ];
  });
}

/** The sequences that memory was estimated for, and the tokens of each. */
function held({ load, shape, estimate, estimator }: Run) {
  const tokens = estimator.engine.admission === 'full' ? shape.longest : shape.meanContext + 1;
  switch (load.kind) {
    case 'batch':
      return { sequences: load.size, tokens: shape.longest };
    case 'concurrency':
      // Where not even one has room, all are taken to have.
      return { sequences: estimate.places || Math.ceil(load.requests), tokens };
    case 'rate':
      return { sequences: Math.max(1, Math.ceil(estimate.running)), tokens };
  }
}
