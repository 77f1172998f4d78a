import type { DtypeName } from '@mantile/core';
import type { StoredDtype } from '../tensors/tensor.ts';

/** What is stored whole, by a number format of the same size: what memory it takes is all that counts. */
export const wholeFormats: Readonly<Partial<Record<StoredDtype, DtypeName>>> = {
  BF16: 'bf16',
  F16: 'fp16',
  U16: 'fp16',
  I16: 'fp16',
  F32: 'fp32',
  U32: 'fp32',
  I32: 'fp32',
  F64: 'fp64',
  U64: 'fp64',
  I64: 'fp64',
  C64: 'fp64',
  F8_E4M3: 'fp8_e4m3',
  F8_E4M3FNUZ: 'fp8_e4m3',
  F8_E5M2: 'fp8_e5m2',
  F8_E5M2FNUZ: 'fp8_e5m2',
  F8_E8M0: 'fp8',
  BOOL: 'int8',
  U8: 'int8',
  I8: 'int8',
  F6_E2M3: 'mxfp6',
  F6_E3M2: 'mxfp6',
  F4: 'int4',
  MXFP4: 'mxfp4',
  NVFP4: 'nvfp4',
};
