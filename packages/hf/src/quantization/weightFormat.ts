import type { StoredDtype } from '../tensors/tensor.ts';

/**
 * How a weight is stored: which tensors stand for it in the files, and their types.
 *
 * @example
 * import { storedTensors, type WeightFormat } from '@mantile/hf';
 * const format: WeightFormat = { kind: 'nvfp4', style: 'modelopt', hasInputScale: true };
 * storedTensors({ name: 'up_proj.weight', shape: [64, 32], dtype: 'BF16' }, format).map(({ name, shape, dtype }) => [name, shape, dtype]) // => [
 * //   ['up_proj.weight', [64, 16], 'U8'], ['up_proj.weight_scale', [64, 2], 'F8_E4M3'],
 * //   ['up_proj.weight_scale_2', [], 'F32'], ['up_proj.input_scale', [], 'F32']]
 * @category Quantisation
 */
export type WeightFormat =
  | PlainFormat
  | Fp8BlockFormat
  | Fp8TensorFormat
  | Fp8ChannelFormat
  | Int8ChannelFormat
  | MxFp8Format
  | NvFp4Format
  | MxFp4Format
  | PackedIntFormat
  | GptqFormat
  | AwqFormat
  | BitsAndBytes4Format
  | BitsAndBytes8Format;

/** Stored as it is, in a type of its own. */
interface PlainFormat {
  readonly kind: 'plain';
}

/** FP8 with a scale for each block of rows and columns. */
interface Fp8BlockFormat {
  readonly kind: 'fp8-block';
  readonly block: readonly [rows: number, columns: number];
  readonly scaleDtype: StoredDtype;
  readonly scaleName: 'weight_scale_inv' | 'weight_scale' | 'scale';
  /** Pieces that were quantised apart and joined, each with whole blocks of its own; one when absent. */
  readonly pieces?: number;
}

/** FP8 with one scale. */
interface Fp8TensorFormat {
  readonly kind: 'fp8-tensor';
  readonly hasInputScale: boolean;
}

/** FP8 with a scale for each row. */
interface Fp8ChannelFormat {
  readonly kind: 'fp8-channel';
  readonly scaleDtype: StoredDtype;
}

/** Eight-bit whole numbers with a scale for each row. */
interface Int8ChannelFormat {
  readonly kind: 'int8-channel';
  readonly scaleDtype: StoredDtype;
}

/** FP8 with an eight-bit power of two for each 32 elements of a row. */
interface MxFp8Format {
  readonly kind: 'mxfp8';
  readonly scaleDtype: 'U8' | 'F8_E8M0';
  readonly scaleName: 'weight_scale' | 'weight_scale_inv' | 'scale';
}

/** FP4, two in a byte, with an FP8 scale for each 16 and one for the whole. */
interface NvFp4Format {
  readonly kind: 'nvfp4';
  readonly style: 'modelopt' | 'compressed-tensors';
  readonly hasInputScale: boolean;
}

/**
 * FP4, two in a byte, with an eight-bit power of two for each 32: as `weight` (`modelopt`), `weight_packed`
 * (`compressed-tensors`), signed bytes (`deepseek`), or blocks of a stack of experts (`gpt-oss`).
 */
interface MxFp4Format {
  readonly kind: 'mxfp4';
  readonly style: 'modelopt' | 'compressed-tensors' | 'deepseek' | 'gpt-oss';
}

/** Whole numbers packed into 32 bits, a scale for each group of a row, and the shape beside them. */
interface PackedIntFormat {
  readonly kind: 'packed-int';
  readonly bits: 4 | 8;
  readonly groupSize: number;
  readonly scaleDtype: StoredDtype;
  readonly hasZeroPoint: boolean;
}

/** GPTQ: packed along the inputs, and stored the other way round. */
interface GptqFormat {
  readonly kind: 'gptq';
  readonly bits: number;
  readonly groupSize: number;
  readonly scaleDtype: StoredDtype;
}

/** AWQ: packed along the outputs, and stored the other way round. */
interface AwqFormat {
  readonly kind: 'awq';
  readonly bits: number;
  readonly groupSize: number;
  readonly scaleDtype: StoredDtype;
}

/** bitsandbytes in four bits: a flat row of bytes with a scale for each 64 elements. */
interface BitsAndBytes4Format {
  readonly kind: 'bitsandbytes-4bit';
  readonly type: 'nf4' | 'fp4';
  /** Whether the scales are themselves quantised. */
  readonly isNested: boolean;
}

/** bitsandbytes in eight bits with a scale for each row. */
interface BitsAndBytes8Format {
  readonly kind: 'bitsandbytes-8bit';
}

/** A weight stored as it is. */
export const plain: WeightFormat = { kind: 'plain' };
