/**
 * An activation that is alive while the layer runs.
 *
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism, type ActivationBuffer } from '@mantile/core';
 * class Wide extends LayerOperations {
 *   readonly inner: ActivationBuffer = this.buffer('inner', 14336);
 * }
 * const { inner } = new Wide(resolveDtypes({ dtype: 'fp8' }), resolveParallelism({}));
 * // of 512 tokens
 * 512 * inner.width * inner.bytesPerElement // => 7340032
 * @category Work
 */
export interface ActivationBuffer {
  readonly kind: 'activation';
  readonly name: string;
  /** Elements per row on the busiest package. */
  readonly width: number;
  /** The same on average over the packages. */
  readonly averageWidth: number;
  readonly bytesPerElement: number;
}
