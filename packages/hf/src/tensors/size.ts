import type { StoredDtype, Tensor } from './tensor.ts';
import { storedBlock } from './storedDtypes.ts';
import { unknownDtype } from './unknownDtype.ts';

/**
 * How many elements a tensor has, as its shape says; a packed tensor counts what is stored.
 *
 * @example
 * import { elementCount } from '@mantile/hf';
 * elementCount({ name: 'model.norm.weight', shape: [8192], dtype: 'BF16' }) // => 8192
 * elementCount({ name: 'input_scale', shape: [], dtype: 'F32' }) // => 1
 * @category Tensors
 */
export function elementCount(tensor: Pick<Tensor, 'shape'> & Partial<Tensor>): number {
  return tensor.shape.reduce((count, size) => count * size, 1);
}

/**
 * The bits of one element as it is stored, its share of what a block has in common included.
 *
 * @example
 * import { storedBits } from '@mantile/hf';
 * [storedBits('BF16'), storedBits('Q4_K')] // => [16, 4.5]
 * @category Tensors
 */
export function storedBits(dtype: StoredDtype): number {
  const block = storedBlock(dtype);
  if (block === undefined) throw unknownDtype(dtype);
  return (block.bytes * 8) / block.elements;
}

/**
 * How many bytes a tensor takes in its file.
 *
 * @example
 * import { tensorBytes } from '@mantile/hf';
 * tensorBytes({ name: 'lm_head.weight', shape: [128256, 8192], dtype: 'BF16' }) // => 2101346304
 * @category Tensors
 */
export function tensorBytes(tensor: Pick<Tensor, 'shape' | 'dtype'> & Partial<Tensor>): number {
  const block = storedBlock(tensor.dtype);
  // The type is closed; a caller without types who invents one gets an error rather than a wrong number.
  if (block === undefined) throw unknownDtype(tensor.dtype);
  return Math.ceil(elementCount(tensor) / block.elements) * block.bytes;
}
