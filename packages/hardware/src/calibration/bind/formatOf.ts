import type { Dtype } from '@mantile/core';
import type { MeasuredChip } from '../calibration.ts';

const halfBits = 16;
const fourBits = 4;

/** The name of the measured kernels for weights of one format, computed in another, on a chip that may have neither. */
export function productFormat(weight: Dtype, compute: Dtype, chip: MeasuredChip): string {
  if (weight.bits >= halfBits) return 'bf16';
  const computeBits = bitsComputed(compute, chip);
  if (weight.bits <= fourBits) {
    if (computeBits <= fourBits) return 'nvfp4';
    if (computeBits < halfBits) return 'w4a8_mxfp4_mxfp8';
    return weight.blockSize === 1 || weight.name.startsWith('int') ? 'int4_wo' : 'w4a16_mxfp4';
  }
  if (computeBits >= halfBits) return 'int8_wo';
  if (weight.name === 'int8') return 'sq';
  return weight.blockSize > 1 || weight.name === 'fp8_block' ? 'fp8_block' : 'fp8';
}

/** The name of the measured kernels for a cache of a format. */
export function cacheFormat(state: Dtype): string {
  return state.bits >= halfBits ? 'bf16' : 'fp8';
}

/** The bits in which a chip really computes a format. */
function bitsComputed(dtype: Dtype, chip: MeasuredChip): number {
  const runs = [dtype.name, ...dtype.fallbacks].find((name) => chip.teraflops[name] !== undefined);
  if (runs === undefined || runs === dtype.name) return dtype.bits;
  if (runs.includes('4')) return fourBits;
  return runs.includes('8') ? 8 : halfBits;
}

/** Formats whose kernels resemble one that was not measured, the closest first. */
const relatives: Readonly<Record<string, readonly string[]>> = {
  nvfp4: ['w4a8_mxfp4_mxfp8', 'fp8', 'fp8_block'],
  w4a8_mxfp4_mxfp8: ['nvfp4', 'fp8_block', 'fp8'],
  fp8_block: ['fp8', 'sq'],
  fp8: ['fp8_block', 'sq'],
  sq: ['fp8', 'fp8_block'],
  int8_wo: ['int4_wo'],
  int4_wo: ['int8_wo', 'w4a16_mxfp4'],
  w4a16_mxfp4: ['int4_wo', 'int8_wo'],
};

/** Formats to look for, in order. */
export function formatsLike(dtype: string): readonly string[] {
  return [dtype, ...(relatives[dtype] ?? []), 'bf16'];
}
