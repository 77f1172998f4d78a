import { readLayerName, type ModelPart } from '@mantile/config';
import type { Blueprint } from './blueprint.ts';
import type { LayerOf } from './layers.ts';

/** Parameters of a blueprint: in all, by part, and those that one token of text uses. */
export interface PartCounts {
  readonly total: number;
  readonly active: number;
  readonly byPart: Readonly<Partial<Record<ModelPart, number>>>;
}

/** Counts each layer's parameters once, tied ones where they are stored. */
export function countParts({ pieces }: Blueprint, layerOf: LayerOf): PartCounts {
  let total = 0;
  let active = 0;
  const byPart: Partial<Record<ModelPart, number>> = {};
  for (const piece of pieces) {
    const own = layerOf(piece).parameterCount;
    const { part } = readLayerName(piece.name);
    total += own.total;
    if (part === 'text' || part === 'encoder') active += own.active;
    byPart[part] = (byPart[part] ?? 0) + own.total;
  }
  return { total, active, byPart };
}
