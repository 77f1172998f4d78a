import type { LayerClass } from '@mantile/core';

/** What `specs` may hold beside the keys of the class: where the layer is, and what it amounts to. */
export const metadataKeys = ['layer_idx', 'input_dim', 'output_dim', 'parameter_count'] as const;
/** One of these keys. */
export type MetadataKey = (typeof metadataKeys)[number];

/** What a constructor takes beside its spec: it belongs elsewhere in a file. */
export const setupKeys: Readonly<Record<string, string>> = {
  dtype: 'Move it to the "dtype" of the model, or to "dtypes" beside specs.',
  dtypes: 'Move it beside specs.',
  parallelism: 'Remove it: parallelism is chosen when the model is built.',
};

/** The keys of a class's spec in camelCase, where its schema tells them. */
export function keysOf({ specSchema }: LayerClass): readonly string[] {
  const { shape } = specSchema as { readonly shape?: unknown };
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}

/** Whether a key of `specs` is about the layer's place, and not one that the class itself takes. */
export function isMetadata(
  key: string,
  camel: string,
  layerClass: LayerClass | undefined,
): boolean {
  if (!(metadataKeys as readonly string[]).includes(key)) return false;
  return layerClass === undefined || !keysOf(layerClass).includes(camel);
}
