import type { Finding } from '@mantile/config';
import { MantileError } from '@mantile/core';
import { patternOf } from '../matching/pattern.ts';
import type { Blueprint } from './blueprint.ts';
import { countParts } from './countParts.ts';
import type { LayerOf } from './layers.ts';

/** What no layer can be made of, though every field is there: more experts per token than there are, and the like. */
export function refusedPieces(blueprint: Blueprint, layerOf: LayerOf): readonly Finding[] {
  const refused = new Map<object, Finding>();
  for (const piece of blueprint.pieces) {
    if (refused.has(piece.spec)) continue;
    try {
      layerOf(piece);
    } catch (error) {
      if (!MantileError.isInstance(error)) throw error;
      refused.set(piece.spec, {
        code: 'hf.layer_refused',
        severity: 'error',
        path: patternOf(piece.prefix),
        message: `the configuration makes no ${piece.kind}: ${error.message.replaceAll('\n', ' ')}`,
        fix: 'Correct the fields that these sizes come from.',
      });
    }
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
