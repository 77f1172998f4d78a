import type { Piece } from '../../blueprint/blueprint.ts';

/** The pieces of a decoder with others put between its last layer and its final norm. */
export function afterLayers(
  pieces: readonly Piece[],
  inserted: readonly Piece[],
): readonly Piece[] {
  const end = pieces.map(({ layer }) => layer !== undefined).lastIndexOf(true) + 1;
  return [...pieces.slice(0, end), ...inserted, ...pieces.slice(end)];
}
