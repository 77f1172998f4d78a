import type { Figure } from '../figure.ts';

/**
 * What a link joins: packages of a box or rack, a pair of cards, a package and its host, a package and
 * the processor beside it, or nodes.
 *
 * @example
 * import { link, type LinkKind } from '@mantile/hardware';
 * const kind: LinkKind = link('ib-ndr').kind;
 * kind // => 'scale-out'
 * @category Links
 */
export type LinkKind = 'scale-up' | 'pair' | 'host' | 'processor' | 'scale-out';

/**
 * A kind of link as published. All rates are decimal gigabytes per second **in one direction**.
 *
 * @example
 * import { link, type CatalogueLink } from '@mantile/hardware';
 * const nvlink: CatalogueLink = link('nvlink4');
 * nvlink.facts.perPackage.value // => 450
 * nvlink.facts.headlineBothDirections?.value // => 900
 * @category Links
 */
export interface CatalogueLink<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  readonly kind: LinkKind;
  /** How packages are wired with it; `pair` and `tree` for what is no network of its own. */
  readonly topology: 'switch' | 'mesh' | 'torus' | 'ring' | 'pair' | 'tree';
  /** Whether its switches can add up what passes through them. */
  readonly hasInNetworkReduction: boolean;
  readonly facts: LinkFacts;
  readonly notes: readonly string[];
}

/**
 * The figures of a link.
 *
 * @example
 * import { link, type LinkFacts } from '@mantile/hardware';
 * const facts: LinkFacts = link('xgmi-mi300x').facts;
 * facts.perPair?.value // => 64
 * @category Links
 */
export interface LinkFacts {
  /** Links, ports or lanes' bundles that one package has. */
  readonly linksPerPackage?: Figure | undefined;
  readonly perLink?: Figure | undefined;
  /** Over all links of one package. */
  readonly perPackage: Figure;
  /** Between two packages, where it differs from what one package sends in all. */
  readonly perPair?: Figure | undefined;
  /** What the vendor prints, both directions added up. Kept to recognise it. */
  readonly headlineBothDirections?: Figure | undefined;
  /** One hop on the wire in microseconds, without the software on either side. */
  readonly latencyLow?: Figure | undefined;
  readonly latencyHigh?: Figure | undefined;
}

/** Completes a link's description. */
// @__NO_SIDE_EFFECTS__
export function catalogueLink<const Id extends string>(
  description: Omit<CatalogueLink<Id>, 'notes' | 'hasInNetworkReduction'> &
    Partial<Pick<CatalogueLink, 'notes' | 'hasInNetworkReduction'>>,
): CatalogueLink<Id> {
  return { hasInNetworkReduction: false, notes: [], ...description };
}
