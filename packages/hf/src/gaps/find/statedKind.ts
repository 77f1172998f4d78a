import type { LayerRegistry } from '@mantile/core';
import type { Piece } from '../../blueprint/blueprint.ts';
import type { LayerOf } from '../../blueprint/layers.ts';
import type { GapTensor } from '../gap.ts';
import type { KindReading, NearestKind } from '../nearest.ts';
import { isClose } from './severity.ts';
import { keptBy, sizesOf } from './kindFacts.ts';
import { differencesOf, optionsOf, readingsOf, type Change, type Observed } from './readings.ts';

type Sizes = Readonly<Record<string, number>>;

interface Makers {
  readonly registry: LayerRegistry;
  readonly layerOf: LayerOf;
}

interface Held {
  readonly piece: Piece;
  readonly contradictions: KindReading['contradictions'];
  /** Tensors that only one of both has. */
  readonly alone: number;
}

/** Sizes that a spec may leave to others, and that a configuration may state all the same. */
const optional = ['headDim', 'numKvHeads'];

const enough = 0.5;

/**
 * Holds a module against the kind whose names it has, with the sizes that the configuration states and the choices
 * that lead to its names: what is then of another shape, and how else it could be read. As it was, where sizes are
 * missing, or hardly anything fits.
 */
export function withStatedSizes(
  nearest: NearestKind,
  tensors: readonly GapTensor[],
  sizes: Sizes,
  makers: Makers,
): NearestKind {
  const { registry, layerOf } = makers;
  if (!isClose(nearest) || tensors.some(({ copies }) => copies > 1)) return nearest;
  const observed = new Map(tensors.map(({ name, shape }) => [name, shape]));
  const best = closest(nearest.kind, sizes, observed, makers);
  if (best === undefined) return nearest;
  const { piece, contradictions } = best;
  const layer = layerOf(piece);
  const names = (list: KindReading['contradictions']): readonly string[] =>
    list.map(({ name }) => name);
  const missing = names(contradictions.filter((each) => each.observed === undefined));
  const extra = names(contradictions.filter((each) => each.expected === undefined));
  const mismatches = contradictions.flatMap(({ name, expected, observed: found }) =>
    expected === undefined || found === undefined ? [] : [{ name, expected, observed: found }],
  );
  const shared = [...observed.keys()].filter((name) => !extra.includes(name));
  if (shared.length === 0 || mismatches.length > enough * shared.length) return nearest;
  const held = {
    ...nearest,
    overlap: shared.length / (shared.length + missing.length + extra.length),
    shared,
    missing,
    extra,
    mismatches,
    sizes: sizesOf(layer),
    keeps: keptBy(layer),
  };
  return { ...held, readings: readingsOf(piece, layerOf, registry, observed, held) };
}

/** The kind with so few choices, two at most, that its tensors have the names of these as far as they can. */
function closest(
  kind: string,
  sizes: Sizes,
  observed: Observed,
  { registry, layerOf }: Makers,
): Held | undefined {
  const [example = {}] = registry.get(kind).examples;
  const options = optionsOf({ kind, spec: {} }, registry);
  const pairs = options.flatMap((one, at) =>
    options.slice(at + 1).flatMap((other) => (one[0] === other[0] ? [] : [[one, other]])),
  );
  let best: Held | undefined;
  for (const choices of [[[]], options.map((option) => [option]), pairs]) {
    for (const choice of choices) {
      const held = hold(kind, specsOf(example, sizes, choice), observed, layerOf);
      if (held !== undefined && (best === undefined || isCloser(held, best))) best = held;
    }
    if (best === undefined || best.alone === 0) return best;
  }
  return best;
}

function isCloser(one: Held, other: Held): boolean {
  if (one.alone !== other.alone) return one.alone < other.alone;
  return one.contradictions.length < other.contradictions.length;
}

/** The plainest spec of a kind with the sizes that the configuration states; none where it needs others. */
function specsOf(
  example: object,
  sizes: Sizes,
  choice: readonly Change[],
): readonly Piece['spec'][] {
  const entries = Object.entries(example) as [string, unknown][];
  const isKnown = entries.every(
    ([key, value]) => typeof value !== 'number' || Object.hasOwn(sizes, key),
  );
  if (!isKnown) return [];
  const spec = Object.fromEntries([
    ...entries.map(([key, value]) => [key, sizes[key] ?? value] as const),
    ...choice,
  ]);
  const more = optional.flatMap((key) => (sizes[key] === undefined ? [] : [[key, sizes[key]]]));
  return [{ ...spec, ...(Object.fromEntries(more) as Piece['spec']) }, spec];
}

/** Not every kind has every size, and not all sizes and choices go together: the first spec that does. */
function hold(
  kind: string,
  specs: readonly Piece['spec'][],
  observed: Observed,
  layerOf: LayerOf,
): Held | undefined {
  for (const spec of specs) {
    const piece: Piece = { name: '', kind, spec, prefix: '' };
    const differs = differencesOf(piece, layerOf, observed);
    if (differs === undefined) continue;
    const { contradictions } = differs;
    const alone = contradictions.filter(
      ({ expected, observed: found }) => expected === undefined || found === undefined,
    ).length;
    return { piece, contradictions, alone };
  }
  return undefined;
}
