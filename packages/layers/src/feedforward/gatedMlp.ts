import * as z from 'zod';
import { MLPLayer, mlpSpec } from './mlp.ts';

/**
 * The spec of a {@link GatedMLPLayer}: an MLP's, with three projections unless told otherwise.
 *
 * @example
 * import { gatedMlpSpec } from '@mantile/layers';
 * gatedMlpSpec.parse({ hiddenSize: 1024, intermediateSize: 4096 }).numProjections // => 3
 * @category Specs
 */
export const gatedMlpSpec = mlpSpec.extend({
  /** Matrices: gate, up and down. */
  numProjections: z.literal(3).default(3),
});

/**
 * A gated feed-forward network (SwiGLU and its kin): an {@link MLPLayer} of three projections.
 *
 * @example
 * import { GatedMLPLayer } from '@mantile/layers';
 * new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 }).parameterCount.total // => 176160768
 * @category Feed-forward
 */
export class GatedMLPLayer extends MLPLayer {
  static override readonly kind: string = 'GatedMLPLayer';
  static override readonly specSchema = gatedMlpSpec;
  static override readonly examples: readonly object[] = [{ hiddenSize: 48, intermediateSize: 96 }];
}
