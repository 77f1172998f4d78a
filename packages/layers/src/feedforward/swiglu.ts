import { GatedMLPLayer } from './gatedMlp.ts';

/**
 * A gated feed-forward network with SiLU, y = down(silu(gate(x)) · up(x)): a {@link GatedMLPLayer} by the name
 * of its activation.
 *
 * @example
 * import { SwiGLULayer } from '@mantile/layers';
 * new SwiGLULayer({ hiddenSize: 512, intermediateSize: 2048 }).parameterCount.total // => 3145728
 * @category Feed-forward
 */
export class SwiGLULayer extends GatedMLPLayer {
  static override readonly kind: string = 'SwiGLULayer';
}
