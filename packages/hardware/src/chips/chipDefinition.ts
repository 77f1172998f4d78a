import type { Chip, DtypeName } from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';

/**
 * Rates by number format, in 10¹² operations per second.
 *
 * @example
 * import type { Teraflops } from '@mantile/hardware';
 * const peaks: Teraflops = { bf16: 400, fp8: 800 };
 * peaks.fp8 // => 800
 * @category Definitions
 */
export type Teraflops = Readonly<Partial<Record<DtypeName, number>>>;

/**
 * The memory of a chip of one's own: capacity in the unit that the datasheet means, and bandwidth, or
 * the width and rate of the bus that give it.
 *
 * @example
 * import type { MemoryDefinition } from '@mantile/hardware';
 * const memory: MemoryDefinition = { gibibytes: 24, busBits: 384, gigabitsPerSecondPerPin: 21 };
 * memory.name // => undefined
 * @category Definitions
 */
export type MemoryDefinition = { readonly name?: string } & (
  | { readonly gigabytes: number; readonly gibibytes?: undefined }
  | { readonly gibibytes: number; readonly gigabytes?: undefined }
) &
  (
    | { readonly gigabytesPerSecond: number; readonly busBits?: undefined }
    | {
        readonly busBits: number;
        readonly gigabitsPerSecondPerPin: number;
        readonly gigabytesPerSecond?: undefined;
      }
  );

/**
 * A chip of one's own, as far as it is known.
 *
 * @example
 * import { defineChip, type ChipDefinition } from '@mantile/hardware';
 * const definition: ChipDefinition = {
 *   name: 'Acme One',
 *   peakTflops: { bf16: 400 },
 *   memory: { gibibytes: 96, gigabytesPerSecond: 2400 },
 * };
 * defineChip(definition).powerWatts // => undefined
 * @category Definitions
 */
export interface ChipDefinition {
  readonly name: string;
  /** Dense peaks. */
  readonly peakTflops?: Teraflops | undefined;
  /** Peaks as printed with structured sparsity; divided by `sparsityFactor`. */
  readonly sparsePeakTflops?: Teraflops | undefined;
  /** How much faster the vendor's sparse peaks are than the dense ones; 2 when absent. */
  readonly sparsityFactor?: number | undefined;
  /** A chip of the same family: formats without a peak get one in its ratios. */
  readonly like?: Chip | undefined;
  readonly memory: MemoryDefinition;
  readonly powerWatts?: number | undefined;
  readonly pricePerHourUsd?: number | undefined;
}

/**
 * A chip together with the values that were taken without being stated.
 *
 * @example
 * import { defineChip, h100Sxm, type DefinedChip } from '@mantile/hardware';
 * const chip: DefinedChip = defineChip({
 *   name: 'H100 at 1.4 GHz',
 *   peakTflops: { bf16: 757 },
 *   like: h100Sxm,
 *   memory: { gibibytes: 79.6, gigabytesPerSecond: 3350 },
 * });
 * chip.defaults.find(({ path }) => path === 'peakTflops.fp8')?.because // => 'in the ratio to bf16 that H100 80 GB SXM5 has'
 * @category Definitions
 */
export interface DefinedChip extends Chip {
  readonly defaults: readonly AppliedDefault[];
}
