import type { DefinedSystem } from '../systems/systemFacts.ts';

/**
 * A hardware file in Mantile's terms: the system, and what the file says beside it.
 *
 * @example
 * import { readHardwareJson, type HardwareFile } from '@mantile/hardware';
 * const file: HardwareFile = readHardwareJson({
 *   name: 'Acme One',
 *   compute_per_package_PFlops: { bf16: 0.4 },
 *   memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
 *   decode_load_overlap: true,
 * }).file;
 * file.decodeLoadOverlap // => true
 * @category Hardware files
 */
export interface HardwareFile {
  readonly system: DefinedSystem;
  readonly description?: string | undefined;
  readonly manufacturer?: string | undefined;
  /** Whether, or which share of, memory traffic overlaps arithmetic in decode. */
  readonly decodeLoadOverlap?: boolean | number | undefined;
  /** Whether, or which share of, communication overlaps the rest in decode. */
  readonly decodeCommunicationOverlap?: boolean | number | undefined;
  readonly overheadPerKernelMicroseconds?: number | undefined;
  /** Domains of a cluster. The file has no figure for links between them: `cluster()` adds them. */
  readonly domainsPerCluster?: number | undefined;
}

/** A figure without the noise of binary fractions, so that what is written is what was read. */
export function clean(value: number): number {
  return Number(value.toPrecision(14));
}
