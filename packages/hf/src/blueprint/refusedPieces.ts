import type { Finding } from '@mantile/config';
import { MantileError } from '@mantile/core';
import { patternOf } from '../tensors/pattern.ts';
import type { Blueprint, Piece } from './blueprint.ts';
import { countParts } from './countParts.ts';
import type { LayerOf } from './layers.ts';

/** Listing what a file of a few bytes asks for may fill any memory; the largest models have some 300,000 tensors. */
const mostTensors = 3_000_000;

/** How many tensors the layers may be stored in: each expert's are apart in many checkpoints. */
function tensorCount({ pieces }: Blueprint, layerOf: LayerOf): number {
  return pieces.reduce((sum, piece) => {
    const { weights } = layerOf(piece);
    const ofExperts = weights.filter(({ name }) => name.includes('{expert}'));
    const experts = ofExperts.reduce((most, { shape }) => Math.max(most, shape[0] ?? 0), 0);
    return sum + weights.length + experts * ofExperts.length;
  }, 0);
}

/** Whether no layer can be made of a piece. */
export function isRefused(piece: Piece, layerOf: LayerOf): boolean {
  return refusalOf(piece, layerOf) !== undefined;
}

function refusalOf(piece: Piece, layerOf: LayerOf): MantileError | undefined {
  try {
    layerOf(piece);
    return undefined;
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return error;
  }
}

/** What no layer can be made of, though every field is there: more experts per token than there are, and the like. */
export function refusedPieces(blueprint: Blueprint, layerOf: LayerOf): readonly Finding[] {
  const refused = new Map<object, Finding>();
  for (const piece of blueprint.pieces) {
    if (refused.has(piece.spec)) continue;
    const error = refusalOf(piece, layerOf);
    if (error === undefined) continue;
    refused.set(piece.spec, {
      code: 'hf.layer_refused',
      severity: 'error',
      path: patternOf(piece.prefix),
      message: `the configuration makes no ${piece.kind}: ${error.message.replaceAll('\n', ' ')}`,
      fix: 'Correct the fields that these sizes come from.',
    });
  }
  if (refused.size === 0 && tensorCount(blueprint, layerOf) > mostTensors) {
    return [
      {
        code: 'hf.too_large',
        severity: 'error',
        path: '',
        message: `the layers have more than ${mostTensors} tensors.`,
        fix: 'Correct the numbers of layers and experts: no model has as many.',
      },
    ];
  }
  if (refused.size === 0 && !Number.isSafeInteger(countParts(blueprint, layerOf).total)) {
    return [
      {
        code: 'hf.too_large',
        severity: 'error',
        path: '',
        message: 'the layers have more parameters than can be counted exactly.',
        fix: 'Correct the sizes: no model is that large.',
      },
    ];
  }
  return [...refused.values()];
}
