import type { Finding } from '@mantile/config';
import type { Blueprint, Piece } from '../../blueprint/blueprint.ts';
import type { LayerOf } from '../../blueprint/layers.ts';
import { isRefused, refusedPieces } from '../../blueprint/refusedPieces.ts';

/** What of a blueprint layers can be made of, and what stands against the rest. */
interface Makeable {
  /** Absent where nothing can be made of it. */
  readonly blueprint?: Blueprint | undefined;
  readonly refused: readonly Finding[];
  /** Whether a tensor belongs to a layer that cannot be made. */
  readonly isRefused: (name: string) => boolean;
}

/** Leaves out the layers that cannot be made from a configuration: of their tensors nothing can be said. */
export function makeable(blueprint: Blueprint | undefined, layerOf: LayerOf): Makeable {
  const refused = blueprint === undefined ? [] : refusedPieces(blueprint, layerOf);
  if (blueprint === undefined || refused.length === 0) {
    return { blueprint, refused, isRefused: () => false };
  }
  const none = new Set<Piece>();
  for (const piece of blueprint.pieces) if (isRefused(piece, layerOf)) none.add(piece);
  // Too many layers, or too large ones, are nobody's in particular.
  if (none.size === 0) return { refused, isRefused: () => true };
  const prefixes = new Set([...none].map(({ prefix }) => prefix));
  return {
    blueprint: { ...blueprint, pieces: blueprint.pieces.filter((piece) => !none.has(piece)) },
    refused,
    isRefused: (name) => startsOf(name).some((start) => prefixes.has(start)),
  };
}

function startsOf(name: string): readonly string[] {
  const words = name.split('.').slice(0, 32);
  return words.map((_, at) =>
    words
      .slice(0, at)
      .map((word) => `${word}.`)
      .join(''),
  );
}

/** Errors that are about the configuration itself, and not about what a mapping does not know. */
const ownErrors =
  /^hf\.(\w+_(missing|invalid|uneven|uncounted)|layer_list_length|too_large|architecture_contradicts|names_disagree)$/;

/** Whether a family is known, and its configuration such that no layers can be made from it. */
export function contradictsItself(findings: readonly Finding[]): boolean {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return (
    errors.length > 0 &&
    errors.every(({ code, path }) => path !== 'model_type' && ownErrors.test(code))
  );
}
