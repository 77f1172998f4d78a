import type { LayerOptions } from '@mantile/core';
import * as z from 'zod';
import { NormLayer, normSpec } from './norm.ts';

/**
 * The spec of an {@link RMSNormLayer}.
 *
 * @example
 * import { rmsNormSpec } from '@mantile/layers';
 * rmsNormSpec.parse({ hiddenSize: 512 }).eps // => 0.00001
 * @category Specs
 */
export const rmsNormSpec = normSpec.extend({
  /** Root mean square. */
  normType: z.literal('rms').default('rms'),
  /** What keeps the division finite; it costs nothing. */
  eps: z.number().positive().default(1e-5),
});

/**
 * Normalisation by the root mean square: a {@link NormLayer} of type `rms`, with a scale of hiddenSize weights.
 *
 * @example
 * import { RMSNormLayer } from '@mantile/layers';
 * new RMSNormLayer({ hiddenSize: 512 }).parameterCount.total // => 512
 * @category Norm
 */
export class RMSNormLayer extends NormLayer {
  static override readonly kind: string = 'RMSNormLayer';
  static override readonly specSchema = rmsNormSpec;
  static override readonly examples: readonly object[] = [{ hiddenSize: 48, eps: 1e-6 }];

  // Restated for the key that the general norm lacks.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(options: LayerOptions<z.input<typeof rmsNormSpec>>) {
    super(options);
  }
}
