/**
 * What every operation says of itself.
 *
 * @example
 * import type { OperationHead } from '@mantile/core';
 * const head: OperationHead = { name: 'rope', kernels: 1 };
 * head.name // => 'rope'
 * @category Work
 */
export interface OperationHead {
  /** Name within the layer, such as `qkv_proj`. */
  readonly name: string;
  /** Kernels that an engine launches for it. */
  readonly kernels: number;
}
