import { faultError } from '../errors.ts';
import { Model, type ModelBlock } from '../model.ts';

/**
 * The stages of a pipeline that can be its busiest: the first, which looks tokens up, and the last, which
 * holds the head. Layers that repeat are dealt out evenly, the rest of the division to these two.
 */
export function busiestStages(model: Model, stages: number): readonly Model[] {
  if (stages === 1) return [model];
  const { blocks } = model;
  const isRepeated = ({ count }: ModelBlock): boolean => count >= stages;
  const first = blocks.findIndex(isRepeated);
  if (first < 0) {
    throw faultError({
      code: 'option.invalid',
      path: 'options.pipelineStages',
      value: stages,
      message: `no layer of ${model.name} occurs ${stages} times, so that each stage could have one; use fewer stages.`,
    });
  }
  const last = blocks.length - 1 - [...blocks].reverse().findIndex(isRepeated);
  const stage = (name: string, own: (index: number) => boolean): Model =>
    new Model(
      `${model.name}, ${name} of ${stages} stages`,
      blocks.flatMap((block, index) => {
        if (isRepeated(block)) return [{ ...block, count: Math.ceil(block.count / stages) }];
        return own(index) ? [block] : [];
      }),
    );
  // What is few and stands between the others, such as dense layers before experts, comes early.
  return [stage('first', (index) => index < last), stage('last', (index) => index > last)];
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
