import { standardDtypes, type Dtype } from '@mantile/core';

/** Index keys of DeepSeek-V3.2 and its kin: FP8, with one single-precision scale per 128 elements. */
export const indexFp8: Dtype = {
  name: 'fp8',
  bits: 8,
  blockSize: 128,
  scaleBits: 32,
  zeroPointBits: 0,
  fallbacks: ['fp8_e4m3', 'bf16', 'fp16', 'tf32', 'fp32'],
};

/** Index keys of DeepSeek-V4: microscaled FP4, scored in FP8, which holds every FP4 value, where FP4 is missing. */
export const indexFp4: Dtype = {
  name: 'mxfp4',
  bits: 4,
  blockSize: 32,
  scaleBits: 8,
  zeroPointBits: 0,
  fallbacks: ['nvfp4', 'fp8', 'fp8_e4m3', 'bf16', 'fp16', 'tf32', 'fp32'],
};

/** Scores and softmax statistics travel in single precision. */
export const scoreDtype: Dtype = standardDtypes.fp32;
