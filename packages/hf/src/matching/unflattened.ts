import type { Blueprint } from '../blueprint/blueprint.ts';
import type { LayerOf } from '../blueprint/layers.ts';
import { tensorsOf } from '../blueprint/pieceTensors.ts';
import type { LogicalTensor } from '../quantization/logicalTensors.ts';
import { elementCount } from '../tensors/size.ts';

/**
 * Gives weights whose files keep no shape that of the configuration, where that has as many elements: bitsandbytes'
 * four bits are a flat row, and their shapes lie among the data, which nobody reads.
 */
export function unflattened(
  tensors: readonly LogicalTensor[],
  blueprint: Blueprint | undefined,
  layerOf: LayerOf,
): readonly LogicalTensor[] {
  const isFlat = ({ format }: LogicalTensor): boolean => format.kind === 'bitsandbytes-4bit';
  if (blueprint === undefined || !tensors.some(isFlat)) return tensors;
  const shapes = new Map(tensorsOf(blueprint, layerOf).map(({ name, shape }) => [name, shape]));
  return tensors.map((tensor) => {
    const shape = isFlat(tensor) ? shapes.get(tensor.name) : undefined;
    if (shape === undefined || elementCount({ shape }) !== elementCount(tensor)) return tensor;
    return { ...tensor, shape };
  });
}
