import type { LayerOptions } from '@mantile/core';
import * as z from 'zod';
import { NormLayer, normSpec } from './norm.ts';

/**
 * The spec of a {@link LayerNormLayer}.
 *
 * @example
 * import { layerNormSpec } from '@mantile/layers';
 * layerNormSpec.parse({ hiddenSize: 512 }).hasBias // => true
 * @category Specs
 */
export const layerNormSpec = normSpec.extend({
  /** Mean and variance. */
  normType: z.literal('layer').default('layer'),
  /** Whether there is a learned shift. */
  hasBias: z.boolean().default(true),
  /** What keeps the division finite; it costs nothing. */
  eps: z.number().positive().default(1e-5),
});

/**
 * Normalisation by mean and variance: a {@link NormLayer} of type `layer`, with hiddenSize scales and shifts.
 *
 * @example
 * import { LayerNormLayer } from '@mantile/layers';
 * new LayerNormLayer({ hiddenSize: 512 }).parameterCount.total // => 1024
 * @category Norm
 */
export class LayerNormLayer extends NormLayer {
  static override readonly kind: string = 'LayerNormLayer';
  static override readonly specSchema = layerNormSpec;
  static override readonly examples: readonly object[] = [
    { hiddenSize: 48 },
    { hiddenSize: 48, hasBias: false },
  ];

  // Restated for the key that the general norm lacks.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(options: LayerOptions<z.input<typeof layerNormSpec>>) {
    super(options);
  }
}
