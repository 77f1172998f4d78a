import type { Dtype } from '../dtype.ts';
import { faultError } from '../errors.ts';
import type { Chip } from './system.ts';

/**
 * The rate at which a chip computes in a format, and the format it really computes in.
 *
 * @example
 * import type { ComputeRate } from '@mantile/core';
 * const rate: ComputeRate = { dtype: 'bf16', flopsPerSecond: 989e12 };
 * rate.dtype // => 'bf16'
 * @category Hardware
 */
export interface ComputeRate {
  readonly dtype: string;
  readonly flopsPerSecond: number;
}

/**
 * The peak for a format, or for the first of its fallbacks that the chip has.
 *
 * @example
 * import { computeRate, gibibytes, gigabytesPerSecond, standardDtypes, teraflops } from '@mantile/core';
 * const a100 = {
 *   name: 'A100',
 *   peakFlops: { bf16: teraflops(312) },
 *   memory: [{ name: 'HBM2e', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(2039) }],
 * } as const;
 * computeRate(a100, standardDtypes.fp8) // => { dtype: 'bf16', flopsPerSecond: 312e12 }
 * @category Hardware
 */
export function computeRate(chip: Chip, dtype: Dtype): ComputeRate {
  for (const name of [dtype.name, ...dtype.fallbacks]) {
    const flopsPerSecond = Object.hasOwn(chip.peakFlops, name) ? chip.peakFlops[name] : undefined;
    if (flopsPerSecond !== undefined) return { dtype: name, flopsPerSecond };
  }
  throw faultError({
    code: 'hardware.dtype_missing',
    path: `hardware.chip.peakFlops.${dtype.name}`,
    value: dtype.name,
    legal: Object.keys(chip.peakFlops),
    message:
      `${chip.name} has no peak for ${dtype.name}` +
      (dtype.fallbacks.length > 0
        ? `, nor for what it falls back to (${dtype.fallbacks.join(', ')})`
        : '') +
      `; it has ${Object.keys(chip.peakFlops).join(', ') || 'none'}.`,
  });
}
