import { faultError } from '../errors.ts';
import type { Layer } from '../layer.ts';
import { Model, type ModelBlock } from '../model.ts';
import { Tally } from '../operations/tally.ts';
import { StepFrame } from '../step.ts';

/**
 * The stages of a pipeline, in order. Layers that repeat are dealt out evenly, and what the division leaves
 * over goes to stages in the middle, the last but one first, since the first also looks tokens up and the
 * last holds the head. Stages that are alike are one and the same model.
 */
export function stagesOf(model: Model, stages: number): readonly Model[] {
  if (stages === 1) return [model];
  const { blocks } = model;
  const isRepeated = ({ count }: ModelBlock): boolean => count >= stages;
  if (!blocks.some(isRepeated)) {
    throw faultError({
      code: 'option.invalid',
      path: 'options.pipelineStages',
      value: stages,
      message: `no layer of ${model.name} occurs ${stages} times, so that each stage could have one; use fewer stages.`,
    });
  }
  const last = blocks.length - 1 - [...blocks].reverse().findIndex(isRepeated);
  const known = new Map<string, Model>();
  return Array.from({ length: stages }, (_, stage) => {
    const own = blocks.flatMap((block, index) => {
      if (isRepeated(block)) return [{ ...block, count: dealt(block.count, stage, stages) }];
      // What is few comes early, such as look-ups, wherever a model lists them, or dense layers before experts.
      const isLate = index > last && !looksUp(block.layer);
      return stage === (isLate ? stages - 1 : 0) ? [block] : [];
    });
    const key = own.map(({ name, count }) => `${name} ${count}`).join();
    let found = known.get(key);
    if (found === undefined) {
      found = new Model(`${model.name}, stage ${stage + 1} of ${stages}`, own);
      known.set(key, found);
    }
    return found;
  });
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
