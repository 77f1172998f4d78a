import { FaultList, requireWholeNumber } from './errors.ts';
import { grouped, halves, orHalves, plain, scaled } from './internal/standardForms.ts';

/**
 * A number format: its element bits and, for block formats, what every block shares.
 *
 * @example
 * import { bitsPerElement, type Dtype } from '@mantile/core';
 * const mxfp4: Dtype = { name: 'mxfp4', bits: 4, blockSize: 32, scaleBits: 8, zeroPointBits: 0, fallbacks: ['bf16'] };
 * bitsPerElement(mxfp4) // => 4.25
 * @category Number formats
 */
export interface Dtype {
  readonly name: string;
  /** Bits of one element, shared scales not counted. */
  readonly bits: number;
  /** Elements that share a scale; 1 when there is none. */
  readonly blockSize: number;
  /** Bits of the scale that a block shares. */
  readonly scaleBits: number;
  /** Bits of the zero point that a block shares. */
  readonly zeroPointBits: number;
  /** In which formats a product runs, best first, on a chip without arithmetic in this one. */
  readonly fallbacks: readonly string[];
}

const mxfp8 = scaled('mxfp8', 8, 32, orHalves('fp8', 'fp8_e4m3'));

/**
 * The formats that Mantile knows by name. `nvfp8` is another name of `mxfp8`.
 *
 * Four-bit formats fall back to sixteen-bit arithmetic, as weight-only kernels do: the weights stay
 * packed in memory and are unpacked on the way into the product.
 *
 * @example
 * import { standardDtypes } from '@mantile/core';
 * standardDtypes.nvfp4.blockSize // => 16
 * @category Number formats
 */
export const standardDtypes = {
  fp64: plain('fp64', 64, []),
  fp32: plain('fp32', 32, ['fp64']),
  // Stored as 32 bits; only the product is shortened.
  tf32: plain('tf32', 32, ['fp32', 'fp64']),
  bf16: plain('bf16', 16, ['fp16', 'tf32', 'fp32']),
  fp16: plain('fp16', 16, ['bf16', 'tf32', 'fp32']),
  // A chip may list its peak under either name.
  fp8: plain('fp8', 8, orHalves('fp8_e4m3')),
  fp8_e4m3: plain('fp8_e4m3', 8, orHalves('fp8')),
  fp8_e5m2: plain('fp8_e5m2', 8, orHalves('fp8')),
  // A scale for each 128 × 128 elements, too few to count; kernels differ from those of one scale.
  fp8_block: plain('fp8_block', 8, orHalves('fp8', 'fp8_e4m3')),
  int8: plain('int8', 8, halves),
  // With one scale for a whole row or matrix.
  int4: plain('int4', 4, halves),
  int4_g32: grouped('int4_g32', 32, 0),
  int4_g64: grouped('int4_g64', 64, 0),
  int4_g128: grouped('int4_g128', 128, 0),
  int4_g32_zp: grouped('int4_g32_zp', 32, 4),
  int4_g64_zp: grouped('int4_g64_zp', 64, 4),
  int4_g128_zp: grouped('int4_g128_zp', 128, 4),
  mxfp8,
  nvfp8: mxfp8,
  mxfp6: scaled('mxfp6', 6, 32, orHalves('mxfp8', 'fp8', 'fp8_e4m3')),
  mxfp4: scaled('mxfp4', 4, 32, halves),
  nvfp4: scaled('nvfp4', 4, 16, halves),
} as const satisfies Record<string, Dtype>;

/**
 * The name of a standard format.
 *
 * @example
 * import { resolveDtype, type DtypeName } from '@mantile/core';
 * const name: DtypeName = 'fp8';
 * resolveDtype(name).bits // => 8
 * @category Number formats
 */
export type DtypeName = keyof typeof standardDtypes;

/**
 * Bits that one element takes, its share of the block's scale and zero point included.
 *
 * @example
 * import { bitsPerElement, standardDtypes } from '@mantile/core';
 * bitsPerElement(standardDtypes.nvfp4) // => 4.5
 * bitsPerElement(standardDtypes.nvfp8) // => 8.25
 * @category Number formats
 */
export function bitsPerElement(dtype: Dtype): number {
  return dtype.bits + (dtype.scaleBits + dtype.zeroPointBits) / dtype.blockSize;
}

/**
 * Bytes that one element takes on average; a fraction for packed formats.
 *
 * @example
 * import { bytesPerElement, standardDtypes } from '@mantile/core';
 * bytesPerElement(standardDtypes.mxfp4) // => 0.53125
 * @category Number formats
 */
export function bytesPerElement(dtype: Dtype): number {
  return bitsPerElement(dtype) / 8;
}

/**
 * Whole bytes that a run of elements takes: a block begun is a block stored.
 *
 * @example
 * import { bytesOf, standardDtypes } from '@mantile/core';
 * bytesOf(standardDtypes.mxfp4, 33) // => 34
 * @category Number formats
 */
export function bytesOf(dtype: Dtype, elements: number): number {
  const blocks = Math.ceil(elements / dtype.blockSize);
  const bits = blocks * (dtype.blockSize * dtype.bits + dtype.scaleBits + dtype.zeroPointBits);
  return Math.ceil(bits / 8);
}

/**
 * Whole bytes of a tensor. Blocks run along the last dimension and never cross a row.
 *
 * @example
 * import { standardDtypes, tensorBytes } from '@mantile/core';
 * tensorBytes(standardDtypes.nvfp4, [4, 24]) // => 72
 * @category Number formats
 */
export function tensorBytes(dtype: Dtype, shape: readonly number[]): number {
  let rows = 1;
  for (let axis = 0; axis < shape.length - 1; axis += 1) rows *= shape[axis] ?? 1;
  const last = shape[shape.length - 1] ?? 1;
  // Without blocks nothing is rounded until the end: two int4 rows of odd length share a byte.
  if (dtype.blockSize === 1) return bytesOf(dtype, rows * last);
  return rows * bytesOf(dtype, last);
}

/**
 * Defines a number format of one's own.
 *
 * @example
 * import { bitsPerElement, defineDtype } from '@mantile/core';
 * const awq = defineDtype({ name: 'int4-g128', bits: 4, blockSize: 128, scaleBits: 16, zeroPointBits: 4, fallbacks: ['fp16'] });
 * bitsPerElement(awq) // => 4.15625
 * @category Number formats
 */
export function defineDtype(definition: Pick<Dtype, 'name' | 'bits'> & Partial<Dtype>): Dtype {
  const dtype: Dtype = {
    blockSize: 1,
    scaleBits: 0,
    zeroPointBits: 0,
    fallbacks: halves,
    ...definition,
  };
  const faults = new FaultList();
  checkDtype(dtype, 'dtype', faults);
  faults.throwIfAny();
  return dtype;
}

/** Notes what is wrong with a definition. */
export function checkDtype(dtype: Partial<Dtype>, path: string, faults: FaultList): void {
  const code = 'dtype.invalid';
  const name: unknown = dtype.name;
  if (typeof name !== 'string' || name === '') {
    faults.add({ code, path: `${path}.name`, value: name, message: 'a format needs a name.' });
  }
  requireWholeNumber(faults, code, `${path}.bits`, dtype.bits, 1);
  requireWholeNumber(faults, code, `${path}.blockSize`, dtype.blockSize, 1);
  requireWholeNumber(faults, code, `${path}.scaleBits`, dtype.scaleBits, 0);
  requireWholeNumber(faults, code, `${path}.zeroPointBits`, dtype.zeroPointBits, 0);
  const fallbacks: unknown = dtype.fallbacks;
  if (!Array.isArray(fallbacks) || fallbacks.some((fallback) => typeof fallback !== 'string')) {
    faults.add({
      code,
      path: `${path}.fallbacks`,
      value: fallbacks,
      message: 'expected a list of names of formats; an empty one when there are none.',
    });
  }
}
