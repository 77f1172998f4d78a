import { faultError } from '../errors.ts';
import type { Layer } from '../layer.ts';
import { Model, type ModelBlock } from '../model.ts';
import { Tally } from '../operations/tally.ts';
import { StepFrame } from '../step.ts';

/**
 * The stages of a pipeline, in order. Layers are dealt out whole, as many to each stage, and what the division
 * leaves over goes to stages in the middle, the last but one first, since the first also looks tokens up and
 * the last holds the head. Stages that are alike are one and the same model.
 */
export function stagesOf(model: Model, stages: number): readonly Model[] {
  if (stages === 1) return [model];
  const { blocks } = model;
  const depth = depthOf(blocks);
  if (stages > depth) {
    throw faultError({
      code: 'option.invalid',
      path: 'options.pipelineStages',
      value: stages,
      message: `${model.name} has ${depth} layers, too few to give each of ${stages} stages one; use fewer stages.`,
    });
  }
  const known = new Map<string, Model>();
  let start = 0;
  return Array.from({ length: stages }, (_, stage) => {
    const end = start + dealt(depth, stage, stages);
    const own = blocks.flatMap((block, index) => {
      const count = countIn(block, isLate(blocks, index), depth, start, end);
      return count > 0 ? [{ ...block, count }] : [];
    });
    start = end;
    const key = own.map(({ name, count }) => `${name} ${count}`).join();
    let found = known.get(key);
    if (found === undefined) {
      found = new Model(`${model.name}, stage ${stage + 1} of ${stages}`, own);
      known.set(key, found);
    }
    return found;
  });
}

/** Layers of a model: as many as indices say, else as the block that occurs most often among those in no place. */
function depthOf(blocks: readonly ModelBlock[]): number {
  const ends = blocks.flatMap(({ place }) => (typeof place === 'object' ? place : []));
  if (ends.length > 0) return 1 + Math.max(...ends.map(([, last]) => last));
  const counts = blocks.map(({ count }) => count).sort((one, other) => other - one);
  // Norms come twice a layer: two kinds of blocks that occur as often are a layer's.
  return (
    counts.find((count, index) => counts.indexOf(count) !== index && count > 1) ?? counts[0] ?? 1
  );
}

/** How often a block occurs in the layers from `start` up to `end`. */
function countIn(
  { place, count }: ModelBlock,
  late: boolean,
  depth: number,
  start: number,
  end: number,
): number {
  if (typeof place === 'object') {
    return place.reduce(
      (sum, [first, last]) => sum + Math.max(0, Math.min(last + 1, end) - Math.max(first, start)),
      0,
    );
  }
  // Once in each layer or more often, spread evenly; what is left over comes last, as a final norm does.
  if (place === undefined && count >= depth) {
    return Math.floor((count * end) / depth) - Math.floor((count * start) / depth);
  }
  return (place === 'last' || (place === undefined && late) ? end === depth : start === 0)
    ? count
    : 0;
}

/** Whether a block that says nothing of its place comes behind the layers: it is listed so, and looks nothing up. */
function isLate(blocks: readonly ModelBlock[], index: number): boolean {
  const most = Math.max(...blocks.map(({ count }) => count));
  const isBehind = !blocks.slice(index).some(({ count }) => count > 1 && count * 2 >= most);
  return isBehind && !looksUp((blocks[index] as ModelBlock).layer);
}

/** Whether a layer takes rows from a table, as embeddings of tokens do. */
function looksUp(layer: Layer): boolean {
  const seen = new Gathers();
  layer.forward(new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 1 }), seen);
  return seen.any;
}

class Gathers extends Tally {
  any = false;

  override gather(): void {
    this.any = true;
  }
}

/** The stages that differ from each other: one of them is the busiest. */
export function busiestStages(model: Model, stages: number): readonly Model[] {
  return [...new Set(stagesOf(model, stages))];
}

/** Of `count` layers, how many a stage gets. */
function dealt(count: number, stage: number, stages: number): number {
  const left = count % stages;
  // The last but one comes first; the last comes last.
  const turn = (2 * stages - 2 - stage) % stages;
  return Math.floor(count / stages) + (turn < left ? 1 : 0);
}

/** Elements of an activation as it goes from one layer to the next, by what the layers' specs say. */
export function streamWidth(model: Model): number {
  for (const { layer } of model.blocks) {
    const { hiddenSize } = layer.spec as { readonly hiddenSize?: unknown };
    if (typeof hiddenSize === 'number') return hiddenSize;
  }
  throw faultError({
    code: 'model.invalid',
    path: 'model.blocks',
    value: model.name,
    message:
      'no layer has a hiddenSize in its spec, so that what stages hand on is unknown; use one stage.',
  });
}
