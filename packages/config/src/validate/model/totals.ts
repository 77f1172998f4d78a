import type { ModelPart } from '../../modelConfig.ts';
import type { LayerView } from '../layers/layerView.ts';

/** Parameters of some types of layers together. */
export interface Sum {
  /** Of those whose parameters are known. */
  readonly known: number;
  readonly unknown: readonly LayerView[];
}

/** Adds up counts and parameters. */
export function sumOf(layers: readonly LayerView[]): Sum {
  let known = 0;
  const unknown: LayerView[] = [];
  for (const view of layers) {
    if (view.parameters === undefined) unknown.push(view);
    else known += view.parameters * view.document.count;
  }
  return { known, unknown };
}

/** The types of layers by part. */
export function byPart(layers: readonly LayerView[]): ReadonlyMap<ModelPart, readonly LayerView[]> {
  const parts = new Map<ModelPart, LayerView[]>();
  for (const view of layers) {
    const own = parts.get(view.name.part) ?? [];
    parts.set(view.name.part, own);
    own.push(view);
  }
  return parts;
}
