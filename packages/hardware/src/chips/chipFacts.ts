import type { DtypeName } from '@mantile/core';
import type { Basis, Figure } from '../figure.ts';

/**
 * The unit in which a capacity is printed: decimal (GB, 10⁹ bytes) or binary (GiB, MiB).
 *
 * @example
 * import { b300Sxm, type CapacityUnit } from '@mantile/hardware';
 * const unit: CapacityUnit = b300Sxm.facts.memory[0].capacity.unit;
 * unit // => 'GB'
 * @category Figures
 */
export type CapacityUnit = 'GB' | 'GiB' | 'MiB';

/**
 * A capacity in the unit in which its source states it.
 *
 * @example
 * import { h100Sxm, type CapacityFigure } from '@mantile/hardware';
 * const label: CapacityFigure = h100Sxm.facts.memory[0].capacity;
 * [label.value, label.unit] // => [80, 'GiB']
 * @category Figures
 */
export interface CapacityFigure extends Figure {
  readonly unit: CapacityUnit;
}

/**
 * One memory level of a chip, as published.
 *
 * @example
 * import { h100Sxm, type MemoryFacts } from '@mantile/hardware';
 * const memory: MemoryFacts = h100Sxm.facts.memory[0];
 * memory.usable?.value // => 81559
 * @category Figures
 */
export interface MemoryFacts {
  readonly name: string;
  /** What the vendor prints, in the unit that the vendor means by it. */
  readonly capacity: CapacityFigure;
  /** What software sees of it, where that is known; fit checks use this. */
  readonly usable?: CapacityFigure | undefined;
  /** Decimal gigabytes per second. */
  readonly gigabytesPerSecond: Figure;
}

/**
 * A range of published rents for one package. No quote: look at its date and what it is a range of.
 *
 * @example
 * import { b300Sxm, type RentFacts } from '@mantile/hardware';
 * const rent: RentFacts | undefined = b300Sxm.facts.rent;
 * rent?.isPlaceholder // => true
 * @category Figures
 */
export interface RentFacts extends Basis {
  readonly lowUsdPerHour: number;
  readonly highUsdPerHour: number;
  /** What the range is made of: whose prices, under which terms. */
  readonly terms: string;
  /** When these prices held. */
  readonly date?: string | undefined;
  /** Whether even the source calls it a stand-in for a price not yet known. */
  readonly isPlaceholder?: boolean | undefined;
}

/**
 * The links that join packages of a chip to each other.
 *
 * @example
 * import { mi300x, type ScaleUpFacts } from '@mantile/hardware';
 * const links: ScaleUpFacts | undefined = mi300x.facts.scaleUp;
 * links?.gigabytesPerSecondPerDirection.value // => 448
 * @category Figures
 */
export interface ScaleUpFacts {
  /** The id of the link in the catalogue of links. */
  readonly link: string;
  /** What one package sends in one direction over all of them. */
  readonly gigabytesPerSecondPerDirection: Figure;
  /** The most packages that they join. */
  readonly packages: Figure;
}

/**
 * All that is known about a chip, each figure with its source. What nobody publishes is absent.
 *
 * @example
 * import { h100Sxm, type ChipFacts } from '@mantile/hardware';
 * const facts: ChipFacts = h100Sxm.facts;
 * facts.peakTflops.int4 // => undefined
 * @category Figures
 */
export interface ChipFacts {
  readonly release?: Figure<string> | undefined;
  /** Dense peak by number format, in 10¹² operations per second, with FP32 accumulation. */
  readonly peakTflops: Readonly<Partial<Record<DtypeName, Figure>>>;
  /** What the vendor prints with structured sparsity. Kept to recognise it; never used for time. */
  readonly sparseTflops?: Readonly<Partial<Record<DtypeName, Figure>>> | undefined;
  /** Rates outside the matrix units, where they differ from `peakTflops`. */
  readonly vectorTflops?: Readonly<Partial<Record<DtypeName, Figure>>> | undefined;
  readonly memory: readonly [MemoryFacts, ...MemoryFacts[]];
  readonly l2Megabytes?: Figure | undefined;
  /** The cache, or software-managed memory, between L2 and main memory. */
  readonly lastLevelMegabytes?: Figure | undefined;
  /** Compute units of the vendor's kind: SM, CU, cores. */
  readonly computeUnits?: Figure<number | string> | undefined;
  readonly clockMegahertz?: Figure | undefined;
  /** Board power of one package. */
  readonly powerWatts?: Figure | undefined;
  readonly scaleUp?: ScaleUpFacts | undefined;
  readonly pcieGeneration?: Figure | undefined;
  readonly pcieLanes?: Figure | undefined;
  /** Price of one package at launch, in USD, where the vendor announced one. */
  readonly listPriceUsd?: Figure | undefined;
  readonly rent?: RentFacts | undefined;
}
