import type { System } from '@mantile/core';
import type { CatalogueChip } from '../chips/catalogueChip.ts';
import type { RentFacts } from '../chips/chipFacts.ts';
import type { AppliedDefault } from '../defaults.ts';
import type { Figure } from '../figure.ts';
import type { LinkId } from '../links/links.ts';

/**
 * Power of a system. A rack's figure is no package's: each has a field of its own.
 *
 * @example
 * import { system, type PowerFacts } from '@mantile/hardware';
 * const power: PowerFacts = system('gb200-nvl72').facts.powerWatts;
 * [power.perPackage?.value, power.perRack?.value] // => [1200, 120000]
 * @category Systems
 */
export interface PowerFacts {
  /** The board power of one package. */
  readonly perPackage?: Figure | undefined;
  /** A whole node at most: packages, host, fans, network cards. */
  readonly perNode?: Figure | undefined;
  readonly perRack?: Figure | undefined;
  /** What a data centre provides for each package, all equipment included. */
  readonly provisionedPerPackage?: Figure | undefined;
}

/**
 * Published rents of a system, by what is rented. Ranges, not quotes.
 *
 * @example
 * import { system, type SystemRent } from '@mantile/hardware';
 * const rent: SystemRent = system('dgx-h100').facts.rent;
 * [rent.perPackage?.lowUsdPerHour, rent.perNode] // => [2.5, undefined]
 * @category Systems
 */
export interface SystemRent {
  readonly perPackage?: RentFacts | undefined;
  readonly perNode?: RentFacts | undefined;
  readonly perRack?: RentFacts | undefined;
}

/**
 * The figures of a system that are not those of its chip or its links.
 *
 * @example
 * import { system, type SystemFacts } from '@mantile/hardware';
 * const facts: SystemFacts = system('dgx-b200').facts;
 * facts.hostProcessors?.value // => '2 × Xeon 8570'
 * @category Systems
 */
export interface SystemFacts {
  /** Packages, all nodes together. */
  readonly packages: Figure;
  readonly packagesPerNode?: Figure | undefined;
  readonly switches?: Figure<string> | undefined;
  /** Network cards for scale-out, all nodes together, and the rate of each. */
  readonly nics?: Figure | undefined;
  readonly nicGigabitsPerSecond?: Figure | undefined;
  /** What one package sends out of the system, in gigabytes per second in one direction. */
  readonly scaleOutPerPackage?: Figure | undefined;
  readonly hostProcessors?: Figure<string> | undefined;
  readonly hostMemoryGibibytes?: Figure | undefined;
  readonly powerWatts: PowerFacts;
  readonly rent: SystemRent;
}

/**
 * One quantity of a system per package, per node and per rack: never one in place of another.
 *
 * @example
 * import { system, type PerScope } from '@mantile/hardware';
 * const watts: PerScope | undefined = system('dgx-b200').powerWatts;
 * [watts?.perPackage, watts?.perNode] // => [1000, 14300]
 * @category Definitions
 */
export interface PerScope {
  readonly perPackage?: number | undefined;
  readonly perNode?: number | undefined;
  readonly perRack?: number | undefined;
}

/**
 * A system whose definition says which values were taken for granted.
 *
 * @example
 * import { cluster, system, type DefinedSystem } from '@mantile/hardware';
 * const two: DefinedSystem = cluster(system('dgx-h100'), { nodes: 2 });
 * two.tiers.map((tier) => tier.packages) // => [8, 16]
 * @category Definitions
 */
export interface DefinedSystem extends System {
  readonly powerWatts?: PerScope | undefined;
  /** What the user pays. The catalogue has only ranges, in `facts.rent`. */
  readonly pricePerHourUsd?: PerScope | undefined;
  /** Values that were taken without being stated, and why. */
  readonly defaults: readonly AppliedDefault[];
}

/**
 * A system of the catalogue: a core `System` to compute with, and what it was read from.
 *
 * @example
 * import { system, type CatalogueSystem } from '@mantile/hardware';
 * const box: CatalogueSystem = system('mi300x-8');
 * box.tiers[0]?.topology // => 'mesh'
 * @category Systems
 */
export interface CatalogueSystem<Id extends string = string> extends DefinedSystem {
  readonly id: Id;
  readonly vendor: string;
  readonly chip: CatalogueChip;
  readonly facts: SystemFacts;
  /** The network of its reference build: of which link, and how many each package has. */
  readonly scaleOut?: { readonly link: LinkId; readonly linksPerPackage: number } | undefined;
  readonly notes: readonly string[];
}
