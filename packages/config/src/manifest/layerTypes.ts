import type { LayerClass, LayerRegistry } from '@mantile/core';
import { camelKey, snakeKey } from '../codec/keyCase.ts';
import { keysOf } from '../validate/layers/specKeys.ts';

/** What manifests call the keys of specs, where it is not the same in snake_case. */
const otherNames: Readonly<Record<string, string>> = {
  d_model: 'hiddenSize',
  d_ff: 'intermediateSize',
  n_heads: 'numHeads',
  n_kv_heads: 'numKvHeads',
  n_experts: 'numExperts',
  bias: 'hasBias',
};

/** The kinds of attention by the `mode` of an AttentionLayer. */
export const attentionModes: Readonly<Record<string, string>> = {
  standard: 'AttentionLayer',
  gqa: 'GroupedQueryAttentionLayer',
  decoupled: 'DecoupledBottleneckAttentionLayer',
};

/** Groups of keys that some types take as one. */
export const keyGroups: Readonly<Record<string, string>> = { DiffusionNextTokenHead: 'cfg' };

/** The key of a spec that a key of a manifest stands for; undefined where the class has none of it. */
export function specKey(key: string, layerClass: LayerClass): string | undefined {
  const keys = keysOf(layerClass);
  const own = camelKey(key);
  // camelCase itself is the form of code.
  if (keys.includes(own) && snakeKey(own) === key) return own;
  const other = Object.hasOwn(otherNames, key) ? otherNames[key] : undefined;
  return other !== undefined && keys.includes(other) ? other : undefined;
}

/** All keys that a manifest may use for a class. */
export function manifestKeys(layerClass: LayerClass): readonly string[] {
  const keys = keysOf(layerClass);
  const others = Object.entries(otherNames).flatMap(([name, key]) =>
    keys.includes(key) && !keys.includes(camelKey(name)) ? [name] : [],
  );
  return [...others, ...keys.map(snakeKey)];
}

/** The class of a layer in a manifest, by its type and mode; undefined where the registry lacks it. */
export function classOf(
  type: string,
  mode: unknown,
  registry: LayerRegistry,
): LayerClass | undefined {
  const kind =
    type === 'AttentionLayer' && typeof mode === 'string' && Object.hasOwn(attentionModes, mode)
      ? (attentionModes[mode] ?? type)
      : type;
  return registry.has(kind) ? registry.get(kind) : undefined;
}
