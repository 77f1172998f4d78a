import type { ExpectedTensor } from '../../blueprint/naming.ts';
import { tensorsOfPiece } from '../../blueprint/pieceTensors.ts';
import { patternOf, placeOf } from '../../matching/pattern.ts';
import type { Blueprint, Piece } from '../../blueprint/blueprint.ts';
import type { LayerOf } from '../../blueprint/layers.ts';
import type { LogicalTensor } from '../../quantization/logicalTensors.ts';
import type { NearestKind } from '../gap.ts';
import type { UnknownModule } from '../../matching/unknownLayers.ts';

/** Which kind the configuration puts at a place, and which tensors it asks for there. */
export type KindAt = (module: UnknownModule) => NearestKind | undefined;

interface Expected {
  readonly kind: string;
  readonly tensors: ExpectedTensor[];
}

/** Looks up what a blueprint, before it was held against tensors, expects of the first occurrence of a module. */
export function configuredKinds(
  blueprint: Blueprint | undefined,
  layerOf: LayerOf,
  tensors: ReadonlyMap<string, LogicalTensor>,
  modules: readonly UnknownModule[],
): KindAt {
  const asked = new Set(modules.map(({ example }) => placeKey(example)));
  const expected = new Map<string, Expected>();
  for (const piece of blueprint?.pieces ?? []) collect(piece, layerOf, asked, expected);
  return (module) => {
    const found = expected.get(placeKey(module.example));
    return found && compare(found, module, tensors);
  };
}

function collect(
  piece: Piece,
  layerOf: LayerOf,
  asked: ReadonlySet<string>,
  expected: Map<string, Expected>,
): void {
  for (const tensor of tensorsOfPiece(piece, layerOf)) {
    const key = placeKey(tensor.name);
    if (!asked.has(key)) continue;
    const known = expected.get(key) ?? { kind: piece.kind, tensors: [] };
    expected.set(key, known);
    known.tensors.push(tensor);
  }
}

function placeKey(name: string): string {
  const { module, layer } = placeOf(name);
  return `${module} ${layer ?? ''}`;
}

function compare(
  { kind, tensors: expected }: Expected,
  { tensors: unexplained, example }: UnknownModule,
  byName: ReadonlyMap<string, LogicalTensor>,
): NearestKind {
  const { name: own } = placeOf(example);
  const prefix = example.slice(0, example.length - own.length);
  const below = (name: string): string => patternOf(name.slice(prefix.length));
  const shared = new Set<string>();
  const missing = new Set<string>();
  const mismatches = new Map<string, NearestKind['mismatches'][number]>();
  for (const { name, shape } of expected) {
    const observed = byName.get(name)?.shape;
    if (observed === undefined) missing.add(below(name));
    else {
      shared.add(below(name));
      if (observed.join() !== shape.join()) {
        mismatches.set(below(name), { name: below(name), expected: shape, observed });
      }
    }
  }
  const asked = new Set(expected.map(({ name }) => name));
  const extra = new Set(
    unexplained.flatMap(({ name }) => (asked.has(prefix + name) ? [] : [patternOf(name)])),
  );
  return {
    kind,
    overlap: shared.size / (shared.size + missing.size + extra.size),
    shared: [...shared],
    missing: [...missing],
    extra: [...extra],
    mismatches: [...mismatches.values()],
    isConfigured: true,
  };
}
