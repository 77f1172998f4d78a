import { patternOf, placeOf } from '../../tensors/pattern.ts';
import type { UnknownModule } from '../../matching/unknownLayers.ts';

/** Looks up what else the first occurrence of a module holds: tensors that are explained. */
export function explainedTensors(
  names: Iterable<string>,
  unexplained: ReadonlySet<string>,
  modules: readonly UnknownModule[],
): (module: UnknownModule) => readonly string[] {
  const asked = new Map<string, Set<string>>();
  for (const { example } of modules) asked.set(keyOf(example), new Set());
  for (const name of names) {
    if (!unexplained.has(name)) asked.get(keyOf(name))?.add(patternOf(placeOf(name).name));
  }
  return ({ example }) => [...(asked.get(keyOf(example)) ?? [])];
}

function keyOf(name: string): string {
  const { module, layer } = placeOf(name);
  return `${module} ${layer ?? ''}`;
}
