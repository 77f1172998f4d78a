import { modelParts } from '@mantile/config';
import type { Blueprint } from '../../blueprint/blueprint.ts';
import type { LayerOf } from '../../blueprint/layers.ts';
import { partByName } from '../../tensors/partByName.ts';

const token = { phase: 'decode', batchSize: 1, contextLen: 0 } as const;

/** FLOPs of one token without context through the text layers that are known. */
export function textFlops(blueprint: Blueprint, layerOf: LayerOf): number {
  const others = modelParts.filter((part) => part !== 'text');
  const bySpec = new Map<object, number>();
  let flops = 0;
  for (const piece of blueprint.pieces) {
    if (others.some((part) => piece.name.startsWith(`${part}.`))) continue;
    const own = bySpec.get(piece.spec) ?? layerOf(piece).computeFlops(token);
    bySpec.set(piece.spec, own);
    flops += own;
  }
  return flops;
}

/** Whether a module's name says that it belongs to another part than the text model. */
export function isBesideText(module: string): boolean {
  return partByName(module) !== undefined;
}
