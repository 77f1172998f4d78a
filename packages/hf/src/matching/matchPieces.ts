import { readLayerName, type Finding } from '@mantile/config';
import type { Blueprint, Piece } from '../blueprint/blueprint.ts';
import type { LayerOf } from '../blueprint/layers.ts';
import type { ExpectedTensor } from '../blueprint/naming.ts';
import { tensorsOfPiece } from '../blueprint/pieceTensors.ts';
import type { Evidence } from '../mapping/family.ts';
import { patternOf } from '../tensors/pattern.ts';

/** Which pieces of a blueprint a checkpoint really holds, and which of its tensors none of them explains. */
export interface Matching {
  readonly pieces: readonly Piece[];
  /** Names of tensors, in the checkpoint's order. */
  readonly unexplained: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Holds what a configuration says against the tensors of the checkpoint. A piece is taken when all its tensors
 * are there in their shapes; otherwise what there is of it stays unexplained, and is reported.
 */
export function matchPieces(
  { pieces, buffers }: Blueprint,
  tensors: Evidence,
  layerOf: LayerOf,
): Matching {
  const unexplained = new Set(tensors.keys());
  const complaints = new Map<string, Finding & { readonly places: string[] }>();
  const matched = pieces.filter((piece) => {
    const expected = tensorsOfPiece(piece, layerOf).filter(({ isBuffer }) => isBuffer !== true);
    const complaint = complaintOf(piece, expected, tensors);
    if (complaint !== undefined) {
      const { code, path, message } = complaint;
      const key = `${code} ${path} ${message}`;
      const known = complaints.get(key) ?? { ...complaint, places: [] };
      complaints.set(key, known);
      known.places.push(piece.prefix);
      return false;
    }
    for (const { name } of expected) unexplained.delete(name);
    return true;
  });
  for (const { name } of [...buffers, ...pieces.flatMap((piece) => buffersOf(piece, layerOf))]) {
    unexplained.delete(name);
  }
  const findings = [...complaints.values()].map(({ places, ...finding }) => ({
    ...finding,
    message: `${finding.message} (${times(places)})`,
  }));
  return { pieces: matched, unexplained: [...unexplained], findings };
}

function buffersOf(piece: Piece, layerOf: LayerOf): readonly ExpectedTensor[] {
  return layerOf(piece).weights.some(({ isBuffer }) => isBuffer === true)
    ? tensorsOfPiece(piece, layerOf).filter(({ isBuffer }) => isBuffer === true)
    : [];
}

/** Whether the text model cannot do without a layer of this name. */
function isCore(name: string): boolean {
  return readLayerName(name).part === 'text';
}

function complaintOf(
  piece: Piece,
  expected: readonly ExpectedTensor[],
  tensors: Evidence,
): Finding | undefined {
  const required = expected.filter(({ isOptional }) => isOptional !== true);
  const missing = required.filter(({ name }) => !tensors.has(name));
  const what = `${piece.kind} "${piece.name}"`;
  if (missing.length > 0 && missing.length === required.length) {
    return {
      code: 'hf.piece_absent',
      // Towers and layers that predict further tokens are left out on purpose; the text model's own layers are not.
      severity: isCore(piece.name) ? 'error' : 'warning',
      path: patternOf(piece.prefix),
      message: `the configuration asks for ${what}, but the checkpoint holds no tensor of it.`,
      fix: isCore(piece.name)
        ? 'Take the configuration and all files of one and the same model.'
        : 'Where the checkpoint leaves this part out on purpose, nothing is to be done.',
    };
  }
  const [first] = missing;
  if (first !== undefined) {
    return {
      code: 'hf.tensor_missing',
      severity: 'error',
      path: patternOf(first.name),
      message: `${what} needs a tensor [${first.shape.join(', ')}] here, and the checkpoint has none.`,
      fix: 'Take all files of one and the same model. Where it does without this tensor, describe the layer in a model config by hand.',
    };
  }
  for (const { name, shape } of expected) {
    const found = tensors.get(name);
    if (found === undefined || sameShape(found, shape)) continue;
    return {
      code: 'hf.tensor_shape',
      // The layer stays unexplained, and waits for a class in the config as others do.
      severity: 'warning',
      path: patternOf(name),
      message: `${what} explains [${shape.join(', ')}] here, and the checkpoint has [${found.join(', ')}].`,
      fix: 'Take the configuration of this very checkpoint. Where it is that, the gap report on the layer says how else it can be read.',
    };
  }
  return undefined;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, at) => size === b[at]);
}

function times(places: readonly string[]): string {
  const [first = ''] = places;
  return places.length === 1 ? `at ${first}` : `${places.length} times, first at ${first}`;
}
