import type { Blueprint } from './blueprint.ts';
import type { LayerOf } from './layers.ts';
import { expectedTensors, type ExpectedTensor } from './naming.ts';

/** Every tensor that a checkpoint of this model holds before quantisation, buffers last. */
export function tensorsOf(blueprint: Blueprint, layerOf: LayerOf): readonly ExpectedTensor[] {
  const ofLayers = blueprint.pieces.flatMap((piece) =>
    expectedTensors(layerOf(piece).weights, piece.prefix, piece.naming ?? {}),
  );
  return [...ofLayers, ...blueprint.buffers];
}
