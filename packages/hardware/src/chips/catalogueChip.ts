import {
  gigabytesPerSecond,
  teraflops,
  type Chip,
  type FlopsPerSecond,
  type MemoryTier,
} from '@mantile/core';
import { capacityBytes } from './capacity.ts';
import type { ChipFacts, MemoryFacts } from './chipFacts.ts';

/**
 * A chip of the catalogue: a core `Chip` to compute with, and the figures it was read from.
 *
 * It carries no `pricePerHourUsd`: published rents are ranges (`facts.rent`), and which price holds is
 * the user's to say.
 *
 * @example
 * import { computeRate, standardDtypes } from '@mantile/core';
 * import { h100Sxm, type CatalogueChip } from '@mantile/hardware';
 * const chip: CatalogueChip = h100Sxm;
 * computeRate(chip, standardDtypes.fp8).flopsPerSecond // => 1978.9e12
 * @category Chips
 */
export interface CatalogueChip<Id extends string = string> extends Chip {
  readonly id: Id;
  readonly vendor: string;
  readonly architecture: string;
  readonly facts: ChipFacts;
  /** Why a figure that readers look for is absent, by its path in `facts`. */
  readonly absent: Readonly<Record<string, string>>;
  /** What to know before trusting a number of this chip. */
  readonly notes: readonly string[];
}

interface ChipDescription<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly facts: ChipFacts;
  readonly absent?: Readonly<Record<string, string>>;
  readonly notes?: readonly string[];
}

function memoryTier({ name, capacity, usable, gigabytesPerSecond: rate }: MemoryFacts): MemoryTier {
  return {
    name,
    capacity: capacityBytes(usable ?? capacity),
    bandwidth: gigabytesPerSecond(rate.value),
  };
}

/** Reads a core chip out of its figures; both are then one object. */
// @__NO_SIDE_EFFECTS__
export function catalogueChip<const Id extends string>(
  description: ChipDescription<Id>,
): CatalogueChip<Id> {
  const { id, name, vendor, architecture, facts, absent = {}, notes = [] } = description;
  const [first, ...others] = facts.memory;
  const peakFlops: Record<string, FlopsPerSecond> = {};
  for (const [dtype, peak] of Object.entries(facts.peakTflops)) {
    // A whole number: 66.9 × 10¹² as binary fractions multiply it is 0.01 off.
    peakFlops[dtype] = Math.round(teraflops(peak.value)) as FlopsPerSecond;
  }
  return {
    id,
    name,
    vendor,
    architecture,
    peakFlops,
    memory: [memoryTier(first), ...others.map(memoryTier)],
    powerWatts: facts.powerWatts?.value,
    facts,
    absent,
    notes,
  };
}
