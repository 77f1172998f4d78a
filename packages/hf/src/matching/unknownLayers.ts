import type { Finding, UnknownTensor } from '@mantile/config';
import { rangesOf } from '../blueprint/layerTypes.ts';
import type { DtypeName } from '@mantile/core';
import type { Evidence } from '../mapping/family.ts';
import { placeOf } from './pattern.ts';

/** A module that no layer kind explains, as often as it occurs with the same tensors. */
export interface UnknownModule {
  /** `model.layers.{layer}.mixer.`. */
  readonly module: string;
  readonly count: number;
  /** The layers it occurs in, as ranges; absent outside of layers. */
  readonly layerIndices?: string | undefined;
  /** The tensors of one occurrence. */
  readonly tensors: readonly UnknownTensor[];
  /** The full name of the first tensor, as an example. */
  readonly example: string;
}

/** Puts unexplained tensors together by module: alike in all layers is one. */
export function unknownModules(
  names: readonly string[],
  tensors: Evidence,
  dtypeOf: (name: string) => DtypeName | undefined = () => undefined,
): readonly UnknownModule[] {
  const occurrences = new Map<
    string,
    { module: string; layer?: number | undefined; names: string[] }
  >();
  for (const name of names) {
    const { module, layer } = placeOf(name);
    const key = `${module} ${layer ?? ''}`;
    const known = occurrences.get(key) ?? { module, layer, names: [] };
    occurrences.set(key, known);
    known.names.push(name);
  }
  const alike = new Map<string, UnknownModule & { readonly layers: number[] }>();
  for (const { module, layer, names: members } of occurrences.values()) {
    const found = members.map((name) => {
      const dtype = dtypeOf(name);
      const shape = tensors.get(name) ?? [];
      return { name: placeOf(name).name, shape, ...(dtype !== undefined && { dtype }) };
    });
    const key = `${module} ${JSON.stringify(found)}`;
    const known = alike.get(key);
    const layers = [...(known?.layers ?? []), ...(layer === undefined ? [] : [layer])];
    const example = known?.example ?? members[0] ?? module;
    alike.set(key, { module, count: (known?.count ?? 0) + 1, tensors: found, layers, example });
  }
  return [...alike.values()].map(({ layers, ...module }) => ({
    ...module,
    ...(layers.length > 0 && { layerIndices: rangesOf([...layers].sort((a, b) => a - b)) }),
  }));
}

/** Says of each that it is not explained. */
export function unknownFindings(modules: readonly UnknownModule[]): readonly Finding[] {
  return modules.map(({ module, count, tensors, example }) => ({
    code: 'hf.tensor_unexplained',
    severity: 'warning',
    path: module,
    message:
      `no layer kind explains ${tensors.length === 1 ? 'this tensor' : `these ${tensors.length} tensors`}, ` +
      `which occur ${count === 1 ? 'once' : `${count} times`}, such as ${example}.`,
    fix: 'Write a gap report, and a layer kind from it.',
  }));
}
