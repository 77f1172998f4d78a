import type { Efficiency } from '../timing/efficiency.ts';
import type {
  Bytes,
  BytesPerSecond,
  BytesPerSecondPerDirection,
  FlopsPerSecond,
  Seconds,
} from '../units.ts';

/**
 * One level of a chip's memory.
 *
 * @example
 * import { gibibytes, gigabytesPerSecond, type MemoryTier } from '@mantile/core';
 * const hbm: MemoryTier = { name: 'HBM3', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(3350) };
 * hbm.name // => 'HBM3'
 * @category Hardware
 */
export interface MemoryTier {
  readonly name: string;
  readonly capacity: Bytes;
  readonly bandwidth: BytesPerSecond;
}

/**
 * A chip: what it computes, stores and costs. Figures that nobody publishes are absent, never zero.
 *
 * @example
 * import { gibibytes, gigabytesPerSecond, teraflops, type Chip } from '@mantile/core';
 * const h100: Chip = {
 *   name: 'H100 SXM',
 *   peakFlops: { bf16: teraflops(989), fp8: teraflops(1979) },
 *   memory: [{ name: 'HBM3', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(3350) }],
 * };
 * h100.peakFlops['fp8'] // => 1.979e15
 * @category Hardware
 */
export interface Chip {
  readonly name: string;
  /** Dense peak by name of the number format it computes in. Sparse figures have no place here. */
  readonly peakFlops: Readonly<Record<string, FlopsPerSecond>>;
  /** Memory levels; weights and state live in the first. */
  readonly memory: readonly [MemoryTier, ...MemoryTier[]];
  /** Board power of one package. */
  readonly powerWatts?: number | undefined;
  /** Rent of one package. */
  readonly pricePerHourUsd?: number | undefined;
}

/**
 * How the packages of a link tier are wired: through a switch, each to each, or to neighbours.
 *
 * @example
 * import type { LinkTopology } from '@mantile/core';
 * const topology: LinkTopology = 'switch';
 * topology // => 'switch'
 * @category Hardware
 */
export type LinkTopology = 'switch' | 'mesh' | 'torus';

/**
 * One axis of a torus: how many packages it has, and whether the last of them is joined to the first.
 *
 * @example
 * import type { TorusAxis } from '@mantile/core';
 * const axis: TorusAxis = { packages: 16, wraps: true };
 * axis.packages // => 16
 * @category Hardware
 */
export interface TorusAxis {
  readonly packages: number;
  readonly wraps: boolean;
}

/**
 * One tier of links: up to how many packages it joins, and how fast each of them sends.
 *
 * @example
 * import { gigabytesPerSecondPerDirection, microseconds, type LinkTier } from '@mantile/core';
 * const nvlink: LinkTier = {
 *   name: 'NVLink 4',
 *   packages: 8,
 *   bandwidth: gigabytesPerSecondPerDirection(450),
 *   latency: microseconds(2),
 * };
 * nvlink.packages // => 8
 * @category Hardware
 */
export interface LinkTier {
  readonly name: string;
  /** Packages within reach, those of the tiers below included. */
  readonly packages: number;
  /** What one package sends, in one direction, over all its links of this tier. */
  readonly bandwidth: BytesPerSecondPerDirection;
  readonly latency: Seconds;
  /** A switch when absent. In a mesh, a group uses only the links between its members. */
  readonly topology?: LinkTopology | undefined;
  /**
   * The axes of a torus, in the order in which groups fill them. `bandwidth` then counts two links an
   * axis, and a group uses only those that lead to its members: one towards either neighbour, a second
   * one where it spans an axis that wraps. Without axes, every group is taken to use all links.
   */
  readonly torusAxes?: readonly TorusAxis[] | undefined;
  /** Whether the switches can add up what passes through them. */
  readonly hasInNetworkReduction?: boolean | undefined;
}

/**
 * Packages of one chip, joined by tiers of links, the innermost first.
 *
 * @example
 * import { gibibytes, gigabytesPerSecond, gigabytesPerSecondPerDirection, microseconds, teraflops, type System } from '@mantile/core';
 * const box: System = {
 *   name: '8 × H100',
 *   chip: {
 *     name: 'H100 SXM',
 *     peakFlops: { bf16: teraflops(989) },
 *     memory: [{ name: 'HBM3', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(3350) }],
 *   },
 *   tiers: [{ name: 'NVLink 4', packages: 8, bandwidth: gigabytesPerSecondPerDirection(450), latency: microseconds(2) }],
 * };
 * box.tiers.length // => 1
 * @category Hardware
 */
export interface System {
  readonly name: string;
  readonly chip: Chip;
  readonly tiers: readonly LinkTier[];
  /** How well real kernels do on this chip; `calibrated` fidelity asks for it. */
  readonly efficiency?: Efficiency | undefined;
}
