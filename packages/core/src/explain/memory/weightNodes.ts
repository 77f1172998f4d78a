import { bytesPerElement } from '../../dtype.ts';
import type { MemoryMeter } from '../../estimate/memoryMeter.ts';
import type { Layer } from '../../layer.ts';
import type { Model } from '../../model.ts';
import { localTensor } from '../../weights.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { node, sumNode } from '../node.ts';

/** Weights by layer and tensor, of the stage that holds most. */
export function weightsNode(meter: MemoryMeter): ExplainedNumber {
  const { stages, prefillStages, holdsBothPlans, draft } = meter;
  const main = modelNode('decode', heaviest(stages));
  const others = [
    ...(holdsBothPlans ? [modelNode('prefill', heaviest(prefillStages))] : []),
    ...(draft === undefined ? [] : [modelNode('draft', draft)]),
  ];
  // Mostly there is one model: its layers are what the weights are made of.
  const parts = others.length === 0 ? (main.children ?? []) : [main, ...others];
  const meaning = 'weights on the busiest package';
  return sumNode('memory.weights', 'B', meter.weights, parts, { meaning });
}

function heaviest(stages: readonly Model[]): Model {
  return stages.reduce((best, stage) =>
    stage.weightMemoryPerPackage > best.weightMemoryPerPackage ? stage : best,
  );
}

/** Weights of every layer of a model, or of a stage. */
export function modelNode(name: string, model: Model): ExplainedNumber {
  const layers = model.blocks.map((block) => {
    const layer = layerNode(block.layer);
    const { count } = block;
    return node(block.name, 'B', count * layer.value, {
      formula: 'count * layer',
      inputs: { count, layer: layer.value },
      children: [layer],
    });
  });
  return sumNode(name, 'B', model.weightMemoryPerPackage, layers, { meaning: model.name });
}

function layerNode(layer: Layer): ExplainedNumber {
  const { weights, parallelism, dtypes, numPackages, weightMemoryPerPackage } = layer;
  const tensors = weights
    .filter(({ sharedWith }) => sharedWith === undefined)
    .map((tensor) => {
      const dtype = tensor.dtype ?? dtypes.weights;
      const { shape, bytes } = localTensor(tensor, parallelism, dtype, numPackages);
      const elements = shape.reduce((product, size) => product * size, 1);
      const each = bytesPerElement(dtype);
      const isPlain = elements * each === bytes;
      return node(tensor.name, 'B', bytes, {
        meaning: `[${shape.join(', ')}] in ${dtype.name}`,
        ...(isPlain && { formula: 'elements * bytesPerElement' }),
        inputs: { elements, bytesPerElement: each },
        ...(!isPlain && { source: `${dtype.name}: scales and packing included` }),
      });
    });
  const meaning = `one of these layers, ${layer.kind}`;
  return sumNode('layer', 'B', weightMemoryPerPackage, tensors, { meaning });
}
