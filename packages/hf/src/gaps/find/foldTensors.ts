import { patternOf, placeOf } from '../../tensors/pattern.ts';
import type { UnknownModule } from '../../matching/unknownLayers.ts';
import type { LogicalTensor } from '../../quantization/logicalTensors.ts';
import { tensorBytes } from '../../tensors/size.ts';
import type { GapTensor } from '../gap.ts';

/** Bytes that the files hold of all occurrences: some may be quantised, and others not. */
export function storedBytes(
  { occurrences }: UnknownModule,
  byName: ReadonlyMap<string, LogicalTensor>,
): number {
  return occurrences
    .flatMap(({ names }) => names.flatMap((name) => byName.get(name)?.stored ?? []))
    .reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
}

/** More of them by their own names would fill a report. */
const mostApart = 96;

/** Names of several tensors in several shapes: what is alike among them is no list of its own. */
function unevenPatterns(tensors: UnknownModule['tensors']): ReadonlySet<string> {
  const shapes = new Map<string, string[]>();
  for (const { name, shape } of tensors) {
    const known = shapes.get(patternOf(name)) ?? [];
    shapes.set(patternOf(name), known);
    known.push(shape.join());
  }
  const uneven = [...shapes].filter(([, own]) => own.length <= mostApart && new Set(own).size > 1);
  return new Set(uneven.map(([pattern]) => pattern));
}

/** The tensors of one occurrence of a module: those alike but for an index, such as experts, are one line. */
export function foldTensors(
  { tensors, example }: UnknownModule,
  byName: ReadonlyMap<string, LogicalTensor>,
): readonly GapTensor[] {
  const { name: own } = placeOf(example);
  const prefix = example.slice(0, example.length - own.length);
  const folded = new Map<string, GapTensor>();
  const uneven = unevenPatterns(tensors);
  for (const { name, shape } of tensors) {
    const full = prefix + name;
    const stored = byName.get(full);
    const dtype = stored?.dtype ?? 'unknown';
    const pattern = uneven.has(patternOf(name)) ? name : patternOf(name);
    const key = `${pattern} ${shape.join(',')} ${dtype}`;
    const known = folded.get(key);
    const elements = shape.reduce((product, size) => product * size, 1);
    const bytes = (stored?.stored ?? []).reduce((sum, each) => sum + tensorBytes(each), 0);
    folded.set(key, {
      // A single tensor keeps its index: `blocks.0` is not many.
      name: known === undefined ? name : pattern,
      example: known?.example ?? full,
      shape,
      dtype,
      copies: (known?.copies ?? 0) + 1,
      parameters: (known?.parameters ?? 0) + elements,
      bytes: (known?.bytes ?? 0) + bytes,
    });
  }
  return [...folded.values()];
}
