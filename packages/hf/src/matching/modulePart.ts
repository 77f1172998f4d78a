import { readLayerName, type ModelPart } from '@mantile/config';
import type { Blueprint } from '../blueprint/blueprint.ts';
import { partByName } from '../tensors/partByName.ts';
import { placeOf } from '../tensors/pattern.ts';

/** Where the layers of the text model stand among the tensors, and how many there are. */
export interface TextLayers {
  /** `model.layers.{layer}.`; none where the family is not known. */
  readonly roots: readonly string[];
  readonly count: number;
}

/** Where a blueprint has the layers of its text model. */
export function textLayersOf(blueprint: Blueprint | undefined): TextLayers {
  const roots = new Set<string>();
  for (const { name, prefix, layer } of blueprint?.pieces ?? []) {
    if (layer === undefined || readLayerName(name).part !== 'text') continue;
    const { module } = placeOf(`${prefix}x.x`);
    const end = module.indexOf('{layer}.');
    if (end !== -1) roots.add(module.slice(0, end + '{layer}.'.length));
  }
  return { roots: [...roots], count: blueprint?.numLayers ?? 0 };
}

/**
 * The part that a module belongs to: the text model's where it stands in one of its layers or outside of any, else what
 * its name says. Layers that are not the text model's and whose name says nothing are nobody knows whose: `other`.
 */
export function partOfModule(module: string, { roots }: TextLayers): ModelPart | 'other' {
  if (roots.some((root) => module.startsWith(root))) return 'text';
  const isElsewhere = roots.length > 0 && module.includes('{layer}');
  return partByName(module) ?? (isElsewhere ? 'other' : 'text');
}
