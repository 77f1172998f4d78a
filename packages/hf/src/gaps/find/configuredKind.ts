import type { ExpectedTensor } from '../../blueprint/naming.ts';
import { tensorsOfPiece } from '../../blueprint/pieceTensors.ts';
import type { LayerRegistry } from '@mantile/core';
import { patternOf, placeOf } from '../../tensors/pattern.ts';
import type { Blueprint, Piece } from '../../blueprint/blueprint.ts';
import type { LayerOf } from '../../blueprint/layers.ts';
import type { LogicalTensor } from '../../quantization/logicalTensors.ts';
import type { NearestKind } from '../nearest.ts';
import { joinedTensors } from './joined.ts';
import { keptBy, sizesOf } from './kindFacts.ts';
import { readingsOf } from './readings.ts';
import type { UnknownModule } from '../../matching/unknownLayers.ts';

/** Which kind the configuration puts at a place, and which tensors it asks for there. */
export type KindAt = (module: UnknownModule) => NearestKind | undefined;

interface Expected {
  readonly piece: Piece;
  /** Whether other pieces have tensors at the place, too. */
  isShared: boolean;
  readonly tensors: ExpectedTensor[];
}

/** Looks up what a blueprint, before it was held against tensors, expects of the first occurrence of a module. */
export function configuredKinds(
  blueprint: Blueprint | undefined,
  layerOf: LayerOf,
  registry: LayerRegistry,
  tensors: ReadonlyMap<string, LogicalTensor>,
  modules: readonly UnknownModule[],
): KindAt {
  const asked = new Set(modules.map(({ example }) => placeKey(example)));
  const expected = new Map<string, Expected>();
  for (const piece of blueprint?.pieces ?? []) collect(piece, layerOf, asked, expected);
  return (module) => {
    const found = expected.get(placeKey(module.example));
    if (found === undefined) return undefined;
    const nearest = compare(found, module, tensors);
    const { piece, isShared } = found;
    const layer = layerOf(piece);
    const facts = { ...nearest, sizes: sizesOf(layer), keeps: keptBy(layer) };
    const place = placeKey(module.example);
    const isWhole = tensorsOfPiece(piece, layerOf).every(({ name }) => placeKey(name) === place);
    if (!isWhole || isShared) return facts;
    const observed = observedBelow(piece.prefix, module, found, tensors);
    const readings = readingsOf(piece, layerOf, registry, observed, nearest);
    return { ...facts, readings };
  };
}

/** Shapes of what is there of a module: what was asked for, and what nobody asked for. */
function observedBelow(
  prefix: string,
  { tensors: unexplained, example }: UnknownModule,
  { tensors: asked }: Expected,
  byName: ReadonlyMap<string, LogicalTensor>,
): ReadonlyMap<string, readonly number[]> {
  const { name: own } = placeOf(example);
  const module = example.slice(0, example.length - own.length);
  const names = [...asked.map(({ name }) => name), ...unexplained.map(({ name }) => module + name)];
  return new Map(
    names.flatMap((name) => {
      const shape = byName.get(name)?.shape;
      return shape === undefined ? [] : [[name.slice(prefix.length), shape] as const];
    }),
  );
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
    const known = expected.get(key) ?? { piece, isShared: false, tensors: [] };
    if (known.piece !== piece) known.isShared = true;
    expected.set(key, known);
    known.tensors.push(tensor);
  }
}

function placeKey(name: string): string {
  const { module, layer } = placeOf(name);
  return `${module} ${layer ?? ''}`;
}

function compare(
  { piece: { kind }, tensors: expected }: Expected,
  { tensors: unexplained, example }: UnknownModule,
  byName: ReadonlyMap<string, LogicalTensor>,
): NearestKind {
  const { name: own } = placeOf(example);
  const prefix = example.slice(0, example.length - own.length);
  const below = (name: string): string => patternOf(name.slice(prefix.length));
  const shared = new Set<string>();
  // Where some of several experts have a tensor, those that lack it are named.
  const isThere = new Set(expected.flatMap(({ name }) => (byName.has(name) ? [below(name)] : [])));
  const missing = new Map<string, { name: string; shape: readonly number[] }>();
  const mismatches = new Map<string, NearestKind['mismatches'][number]>();
  for (const { name, shape } of expected) {
    const observed = byName.get(name)?.shape;
    if (observed === undefined) {
      const own = isThere.has(below(name)) ? name.slice(prefix.length) : below(name);
      missing.set(own, { name: own, shape });
    } else {
      shared.add(below(name));
      if (observed.join() !== shape.join()) {
        mismatches.set(below(name), { name: below(name), expected: shape, observed });
      }
    }
  }
  const asked = new Set(expected.map(({ name }) => name));
  const others = unexplained.filter(({ name }) => !asked.has(prefix + name));
  const joined = joinedTensors(others, [...missing.values()]);
  for (const { parts } of joined) for (const part of parts) missing.delete(part);
  const extra = new Set(others.map(({ name }) => patternOf(name)));
  for (const { name } of joined) extra.delete(patternOf(name));
  const common = shared.size + joined.reduce((sum, { parts }) => sum + parts.length, 0);
  return {
    kind,
    overlap: common / (common + missing.size + extra.size),
    shared: [...shared],
    missing: [...missing.keys()],
    extra: [...extra],
    mismatches: [...mismatches.values()],
    ...(joined.length > 0 && { joined }),
    isConfigured: true,
  };
}
