import { mlpNaming } from './tower.ts';
import type { Body } from './body.ts';

/** A network of two matrices, not gated, with or without biases. */
export function plainNetwork(
  sizes: { readonly hiddenSize: number; readonly intermediateSize: number },
  hasBias: boolean,
  [up, down]: readonly [up: string, down: string] = ['up_proj', 'down_proj'],
): Body {
  return {
    name: 'feedforward',
    kind: 'MLPLayer',
    spec: { ...sizes, ...(hasBias && { hasBias }) },
    naming: mlpNaming(up, down),
  };
}

/** A table of learned positions, looked up for every token. */
export function learnedPositions(rows: number, hiddenSize: number, prefix: string) {
  const spec = { vocabSize: rows, hiddenSize };
  return { name: 'embedding.position', kind: 'EmbeddingLayer', spec, prefix };
}
