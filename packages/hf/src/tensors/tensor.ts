import type { ggmlDtypes, safetensorsDtypes } from './storedDtypes.ts';

/**
 * The type of a tensor's elements as a file stores them: the names of safetensors (`'BF16'`, `'F8_E4M3'`,
 * `'U8'`), and those of GGML for the blocks of GGUF files (`'Q4_K'`).
 *
 * @example
 * import { tensorBytes, type StoredDtype } from '@mantile/hf';
 * const dtype: StoredDtype = 'Q4_K';
 * tensorBytes({ name: 'blk.0.ffn_up.weight', shape: [14336, 4096], dtype }) // => 33030144
 * @category Tensors
 */
export type StoredDtype = keyof typeof safetensorsDtypes | keyof typeof ggmlDtypes;

/**
 * A tensor as a file's header describes it: its name, shape and type, and never its values.
 *
 * @example
 * import { elementCount, type Tensor } from '@mantile/hf';
 * const tensor: Tensor = { name: 'lm_head.weight', shape: [128256, 8192], dtype: 'BF16' };
 * elementCount(tensor) // => 1050673152
 * @category Tensors
 */
export interface Tensor {
  readonly name: string;
  /** Rows first: a linear layer's weight is `[out, in]`. Empty for a single number. */
  readonly shape: readonly number[];
  readonly dtype: StoredDtype;
  /** The file that holds it, as a path within the model. */
  readonly file?: string;
}
