/** The keys of a kind's spec as the page shows them: what they may be, and what they are when absent, in Markdown. */
import type { LayerClass } from '@mantile/core';
import { specFields } from '../../packages/cli/src/layers/specFields.ts';

export interface SpecKey {
  readonly name: string;
  /** The legal values, in Markdown. */
  readonly legal: string;
  /** The default, or that there is none, in Markdown. */
  readonly default: string;
}

const code = (value: unknown): string =>
  `\`${typeof value === 'string' ? `'${value}'` : String(value)}\``;

/** The keys of a kind, in the order in which its schema declares them. */
export function specKeys(layerClass: LayerClass): readonly SpecKey[] {
  const { kind } = layerClass;
  const fields = specFields(layerClass, code);
  if (fields === undefined) throw new Error(`the schema of ${kind} cannot describe itself`);
  return fields.map(({ name, legal, isRequired, default: fallback }) => {
    if (legal === undefined) throw new Error(`no words for the values of ${name} of ${kind}`);
    return {
      name,
      legal,
      default: isRequired ? 'required' : fallback === undefined ? 'absent' : code(fallback),
    };
  });
}
