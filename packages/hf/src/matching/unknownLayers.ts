import type { Finding, UnknownTensor } from '@mantile/config';
import { rangesOf } from '../blueprint/layerTypes.ts';
import type { Evidence } from '../mapping/family.ts';
import { placeOf } from '../tensors/pattern.ts';

/** One place of a module: the layer that it is in, and its tensors by their full names. */
export interface Occurrence {
  /** Absent outside of layers. */
  readonly layer?: number | undefined;
  readonly names: readonly string[];
}

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
  /** All of them; the names stand in the order of `tensors`. */
  readonly occurrences: readonly Occurrence[];
}

interface Alike {
  readonly module: string;
  readonly shapes: readonly UnknownTensor[];
  readonly all: Occurrence[];
}

/** Puts unexplained tensors together by module: alike in all layers is one, however each of them is stored. */
export function unknownModules(
  names: readonly string[],
  tensors: Evidence,
): readonly UnknownModule[] {
  const found = new Map<string, { module: string; layer?: number | undefined; names: string[] }>();
  for (const name of names) {
    const { module, layer } = placeOf(name);
    const key = `${module} ${layer ?? ''}`;
    const known = found.get(key) ?? { module, layer, names: [] };
    found.set(key, known);
    known.names.push(name);
  }
  const alike = new Map<string, Alike>();
  for (const { module, layer, names: members } of found.values()) {
    const shapes = members.map((name) => ({
      name: placeOf(name).name,
      shape: tensors.get(name) ?? [],
    }));
    const key = `${module} ${JSON.stringify(shapes)}`;
    const known: Alike = alike.get(key) ?? { module, shapes, all: [] };
    alike.set(key, known);
    known.all.push({ layer, names: members });
  }
  return [...alike.values()].map(({ module, shapes, all }) => ({
    module,
    count: all.length,
    ...indicesOf(all),
    tensors: shapes,
    example: all[0]?.names[0] ?? module,
    occurrences: all,
  }));
}

/** The layers of some occurrences, as ranges; nothing outside of layers. */
export function indicesOf(occurrences: readonly Occurrence[]): { readonly layerIndices?: string } {
  const layers = occurrences.flatMap(({ layer }) => layer ?? []);
  return layers.length === 0 ? {} : { layerIndices: rangesOf(layers.sort((a, b) => a - b)) };
}

/** Says of each that it is not explained. */
export function unknownFindings(modules: readonly UnknownModule[]): readonly Finding[] {
  return modules.map(({ module, count, tensors, example }) => ({
    code: 'hf.tensor_unexplained',
    severity: 'warning',
    path: module,
    message:
      `no layer kind explains ${tensors.length === 1 ? 'this tensor' : `these ${tensors.length} tensors`}, ` +
      `which ${tensors.length === 1 ? 'occurs' : 'occur'} ${count === 1 ? 'once' : `${count} times`}, such as ${example}.`,
    fix: 'Write a gap report, and a layer kind from it.',
  }));
}
