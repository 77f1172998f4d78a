import type { Layer, LayerRegistry } from '@mantile/core';
import type { Piece } from './blueprint.ts';

/** Makes the layer of a piece; pieces of one kind and spec share it, so that 60 equal layers are made once. */
export type LayerOf = (piece: Pick<Piece, 'kind' | 'spec'>) => Layer;

/** A maker of layers that remembers them. */
export function layersOf(registry: LayerRegistry): LayerOf {
  const byKind = new Map<string, Map<object, Layer>>();
  return ({ kind, spec }) => {
    const known = byKind.get(kind) ?? new Map<object, Layer>();
    byKind.set(kind, known);
    const layer = known.get(spec) ?? new (registry.get(kind))(spec);
    known.set(spec, layer);
    return layer;
  };
}
