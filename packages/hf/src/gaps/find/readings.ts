import { MantileError, type LayerRegistry } from '@mantile/core';
import type { Piece } from '../../blueprint/blueprint.ts';
import type { LayerOf } from '../../blueprint/layers.ts';
import { tensorsOfPiece } from '../../blueprint/pieceTensors.ts';
import { patternOf } from '../../tensors/pattern.ts';
import type { KindReading, NearestKind } from '../nearest.ts';
import { keptBy, sizesOf } from './kindFacts.ts';

type Value = string | number | boolean;
/** A key of a spec with another value. */
export type Change = readonly [key: string, value: Value];
type Differences = Pick<NearestKind, 'missing' | 'extra' | 'mismatches'>;

/** Names and shapes below a module's prefix. */
export type Observed = ReadonlyMap<string, readonly number[]>;

const mostReadings = 6;

/** Other specs of a kind, one key apart, that would explain some of what differs: those that explain all of it first. */
export function readingsOf(
  piece: Piece,
  layerOf: LayerOf,
  registry: LayerRegistry,
  observed: Observed,
  { missing, extra, mismatches }: Differences,
): readonly KindReading[] {
  const differing = new Set([...missing, ...extra, ...mismatches.map(({ name }) => name)]);
  if (differing.size === 0) return [];
  const sizes = sizesOf(layerOf(piece));
  const changes = [...optionsOf(piece, registry), ...otherSizes(sizes, mismatches)];
  const readings = changes.flatMap(([key, value]): KindReading[] => {
    // A size that follows from others stays as it is while one of them changes, where the kind can say so.
    const { headDim } = sizes;
    const fixed = { ...piece, spec: { headDim, ...piece.spec, [key]: value } };
    const plain = { ...piece, spec: { ...piece.spec, [key]: value } };
    const fixedDiffers =
      headDim === undefined ? undefined : differencesOf(fixed, layerOf, observed);
    const differs = fixedDiffers ?? differencesOf(plain, layerOf, observed);
    const changed = fixedDiffers === undefined ? plain : fixed;
    if (differs === undefined) return [];
    const { contradictions, expected } = differs;
    const left = new Set(contradictions.map(({ name }) => name));
    const explained = [...differing].filter((name) => !left.has(name));
    // Leaving out what is not there explains nothing of what is.
    if (!explained.some((name) => expected.has(name))) return [];
    const keeps = keptBy(layerOf(changed));
    const spec = isPlainlyNamed(changed, layerOf) ? changed.spec : undefined;
    return [{ key, value, ...(spec && { spec }), explains: explained, contradictions, keeps }];
  });
  return readings
    .sort((one, other) => one.contradictions.length - other.contradictions.length)
    .slice(0, mostReadings);
}

/** Whether a checkpoint names the tensors of a piece as its kind does. */
function isPlainlyNamed(piece: Piece, layerOf: LayerOf): boolean {
  const { naming: _, ...plain } = piece;
  const names = (one: Piece): string =>
    tensorsOfPiece(one, layerOf)
      .map(({ name }) => name)
      .sort()
      .join();
  return piece.naming === undefined || names(piece) === names(plain);
}

/** Choices that the examples of the kind show: each switch, each word. */
export function optionsOf(
  { kind, spec }: Pick<Piece, 'kind' | 'spec'>,
  registry: LayerRegistry,
): readonly Change[] {
  const found = new Map<string, Change>();
  for (const example of registry.get(kind).examples) {
    for (const [key, value] of Object.entries(example) as [string, unknown][]) {
      if (typeof value !== 'string' && typeof value !== 'boolean') continue;
      if (spec[key] !== value) found.set(`${key} ${String(value)}`, [key, value]);
    }
  }
  return [...found.values()];
}

/** Sizes in the proportion in which a dimension differs. */
function otherSizes(
  sizes: Readonly<Record<string, number>>,
  mismatches: Differences['mismatches'],
): readonly Change[] {
  const ratios = new Map<string, readonly [number, number]>();
  for (const { expected, observed } of mismatches) {
    if (expected.length !== observed.length) continue;
    expected.forEach((size, at) => {
      const own = observed[at] ?? 0;
      if (own !== size && own > 0 && size > 0) ratios.set(`${own}/${size}`, [own, size]);
    });
  }
  // One size may be in several ratios: [64, 128] and [8, 16] both halve it.
  return Object.entries(sizes).flatMap(([key, size]) => {
    const others = [...ratios.values()].map(([own, expected]) => (size * own) / expected);
    return [...new Set(others)].filter(Number.isInteger).map((other): Change => [key, other]);
  });
}

/** What of a piece's tensors is not as observed, and what it asks for; nothing where its spec is illegal. */
export function differencesOf(
  piece: Piece,
  layerOf: LayerOf,
  observed: Observed,
):
  | {
      readonly contradictions: KindReading['contradictions'];
      readonly expected: ReadonlySet<string>;
    }
  | undefined {
  try {
    const contradictions = new Map<string, KindReading['contradictions'][number]>();
    const expected = new Set<string>();
    const asked = new Set<string>();
    for (const { name, shape, isOptional, isBuffer } of tensorsOfPiece(piece, layerOf)) {
      const below = name.slice(piece.prefix.length);
      const own = patternOf(below);
      const found = observed.get(below);
      asked.add(below);
      expected.add(own);
      if (found === undefined) {
        const isNeeded = isOptional !== true && isBuffer !== true;
        if (isNeeded) contradictions.set(own, { name: own, expected: shape });
      } else if (found.join() !== shape.join()) {
        contradictions.set(own, { name: own, expected: shape, observed: found });
      }
    }
    for (const [name, shape] of observed) {
      const own = patternOf(name);
      if (!asked.has(name)) contradictions.set(own, { name: own, observed: shape });
    }
    return { contradictions: [...contradictions.values()], expected };
  } catch (error) {
    // Not every choice goes with every other.
    if (!MantileError.isInstance(error)) throw error;
    return undefined;
  }
}
