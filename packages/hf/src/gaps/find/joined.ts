import type { JoinedTensor } from '../nearest.ts';

interface Shaped {
  readonly name: string;
  readonly shape: readonly number[];
}

/** So many tensors a module may lack before nobody tries which of them lie in one. */
const mostMissing = 8;

/** Tensors as long as several that are missing put together, of the same inputs: the most of them first. */
export function joinedTensors(
  extra: readonly Shaped[],
  missing: readonly Shaped[],
): readonly JoinedTensor[] {
  if (missing.length > mostMissing) return [];
  const sets = Array.from({ length: 2 ** missing.length }, (_, bits) =>
    missing.filter((_each, at) => (bits & (1 << at)) !== 0),
  )
    .filter(({ length }) => length >= 2)
    .sort((one, other) => other.length - one.length);
  const taken = new Set<string>();
  return extra.flatMap(({ name, shape }) => {
    const [rows, ...inputs] = shape;
    const parts = sets.find(
      (set) =>
        set.every(({ name: own }) => !taken.has(own)) &&
        set.every((each) => each.shape.slice(1).join() === inputs.join()) &&
        set.reduce((sum, each) => sum + (each.shape[0] ?? 0), 0) === rows,
    );
    if (parts === undefined) return [];
    for (const part of parts) taken.add(part.name);
    return [{ name, parts: parts.map((part) => part.name) }];
  });
}
