import type { Dtype } from '../dtype.ts';

// What is marked here runs when it is imported; bundles drop it where no format is used.

/** What kernels that only store weights in a format compute in. */
export const halves = ['bf16', 'fp16', 'tf32', 'fp32'];

/** Formats to try first, then those of sixteen bits. */
// @__NO_SIDE_EFFECTS__
export function orHalves(...first: readonly string[]): readonly string[] {
  return [...first, ...halves];
}

/** A format whose elements share nothing that counts. */
// @__NO_SIDE_EFFECTS__
export function plain(name: string, bits: number, fallbacks: readonly string[]): Dtype {
  return { name, bits, blockSize: 1, scaleBits: 0, zeroPointBits: 0, fallbacks };
}

/** Floating point whose blocks share a scale of eight bits. */
// @__NO_SIDE_EFFECTS__
export function scaled(
  name: string,
  bits: number,
  blockSize: number,
  fallbacks: readonly string[],
): Dtype {
  return { name, bits, blockSize, scaleBits: 8, zeroPointBits: 0, fallbacks };
}

/** Four-bit whole numbers whose groups share a scale in sixteen bits, and a zero point in four where they have one. */
// @__NO_SIDE_EFFECTS__
export function grouped(name: string, blockSize: number, zeroPointBits: 0 | 4): Dtype {
  return { name, bits: 4, blockSize, scaleBits: 16, zeroPointBits, fallbacks: halves };
}
