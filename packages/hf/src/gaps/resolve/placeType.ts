import type { LayerTypeConfig } from '@mantile/config';
import { byRole } from '../../blueprint/layerTypes.ts';

/** The types with one of them replaced, and put where its new name belongs; all others keep their order. */
export function placeType(
  types: readonly LayerTypeConfig[],
  before: LayerTypeConfig,
  after: LayerTypeConfig,
): readonly LayerTypeConfig[] {
  const at = types.indexOf(before);
  const others = types.filter((type) => type !== before);
  // In its place it may stand already: only what is out of order moves.
  const isInOrder =
    others.slice(0, at).every((type) => byRole(type, after) <= 0) &&
    others.slice(at).every((type) => byRole(type, after) >= 0);
  if (isInOrder) return [...others.slice(0, at), after, ...others.slice(at)];
  const behind = others.findIndex((type) => byRole(type, after) > 0);
  const next = behind === -1 ? others.length : behind;
  return [...others.slice(0, next), after, ...others.slice(next)];
}
