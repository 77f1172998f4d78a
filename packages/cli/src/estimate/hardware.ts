import type { Chip, EstimateNote } from '@mantile/core';
import type { DefinedSystem } from '@mantile/hardware';

/** A system for so many packages, and what to know of it. */
export interface PlacedSystem {
  readonly system: DefinedSystem;
  readonly notes: readonly EstimateNote[];
}

/** Hardware as it was understood. */
export interface NamedHardware {
  readonly name: string;
  /** Id in the catalogue, or the path of the file. */
  readonly id: string;
  readonly chip: Chip;
  /** Packages that are there; that one replica can have, where a chip alone was named. */
  readonly packages: number;
  /** Whether so many were said to be there, all replicas together. */
  readonly isCounted: boolean;
  /** Whether a system or a number was named, and not a chip alone. */
  readonly isWhole: boolean;
  /** What a replica on so many packages runs on; undefined where they cannot be joined. */
  readonly systemFor: (packages: number) => PlacedSystem | undefined;
  /** The same chip in another number, where the catalogue has it. */
  readonly ofNumber?: ((packages: number) => NamedHardware) | undefined;
  readonly notes: readonly EstimateNote[];
}
