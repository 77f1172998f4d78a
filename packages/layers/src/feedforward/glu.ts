import type { LayerOptions } from '@mantile/core';
import * as z from 'zod';
import { MLPLayer, mlpSpec } from './mlp.ts';

/**
 * The spec of a {@link GLULayer}: an MLP's of three projections, and what the gate's activation is.
 *
 * @example
 * import { gluSpec } from '@mantile/layers';
 * gluSpec.parse({ hiddenSize: 512, intermediateSize: 2048 }).activation // => 'swiglu'
 * @category Specs
 */
export const gluSpec = mlpSpec.extend({
  /** Matrices: gate, up and down. */
  numProjections: z.literal(3).default(3),
  /** SiLU, GELU or ReLU of the gate: all fused into the product in front, none counted. */
  activation: z.enum(['swiglu', 'geglu', 'reglu']).default('swiglu'),
});

/**
 * A gated linear unit of any activation, y = down(act(gate(x)) · up(x)): an {@link MLPLayer} of three projections.
 *
 * @example
 * import { GLULayer } from '@mantile/layers';
 * const layer = new GLULayer({ hiddenSize: 512, intermediateSize: 2048, activation: 'geglu' });
 * layer.parameterCount.total // => 3145728
 * @category Feed-forward
 */
export class GLULayer extends MLPLayer {
  static override readonly kind: string = 'GLULayer';
  static override readonly specSchema = gluSpec;
  static override readonly examples: readonly object[] = [
    { hiddenSize: 48, intermediateSize: 96 },
    { hiddenSize: 48, intermediateSize: 96, activation: 'reglu', hasBias: true },
  ];

  // Restated for the key that an MLP lacks.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(options: LayerOptions<z.input<typeof gluSpec>>) {
    super(options);
  }
}
