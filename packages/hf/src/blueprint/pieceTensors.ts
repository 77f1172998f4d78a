import type { Blueprint, Piece } from './blueprint.ts';
import type { LayerOf } from './layers.ts';
import { expectedTensors, type ExpectedTensor } from './naming.ts';

/** The tensors in which a checkpoint stores the weights of a piece, before quantisation. */
export function tensorsOfPiece(piece: Piece, layerOf: LayerOf): readonly ExpectedTensor[] {
  return expectedTensors(layerOf(piece).weights, piece.prefix, piece.naming ?? {});
}

/** Every tensor that a checkpoint of this model holds before quantisation, buffers last. */
export function tensorsOf(blueprint: Blueprint, layerOf: LayerOf): readonly ExpectedTensor[] {
  return [
    ...blueprint.pieces.flatMap((piece) => tensorsOfPiece(piece, layerOf)),
    ...blueprint.buffers,
  ];
}
