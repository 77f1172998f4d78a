import {
  gigabytesPerSecondPerDirection,
  microseconds,
  type LinkTier,
  type LinkTopology,
  type TorusAxis,
} from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import type { CatalogueLink } from '../links/linkFacts.ts';

/** Taken for a hop over links whose latency nobody publishes. */
export const standInLatency = {
  microseconds: 1,
  because:
    'no latency is published; 1 µs is the order of one hop over the links that have a figure',
};

/** How a system uses a link of the catalogue. */
export interface LinkUse {
  readonly link: CatalogueLink;
  /** Packages within reach, those of the tiers below included. */
  readonly packages: number;
  /** Rate of one package in one direction in gigabytes per second, where it is not the link's own. */
  readonly perPackage?: number | undefined;
  readonly torusAxes?: readonly TorusAxis[] | undefined;
  readonly latencyMicroseconds?: number | undefined;
  readonly hasInNetworkReduction?: boolean | undefined;
}

const topologies: Readonly<Record<CatalogueLink['topology'], LinkTopology>> = {
  switch: 'switch',
  mesh: 'mesh',
  torus: 'torus',
  ring: 'torus',
  // Two packages, or a tree of PCIe switches: each reaches each at its full rate.
  pair: 'switch',
  tree: 'switch',
};

/** The tier that a link of the catalogue makes in a system, with what had to be taken for granted. */
export function tierOf(
  use: LinkUse,
  path: string,
): { readonly tier: LinkTier; readonly defaults: readonly AppliedDefault[] } {
  const { link, packages, torusAxes } = use;
  // The lower end: a hop on the wire. Software steps around it are an efficiency's to add.
  const stated = use.latencyMicroseconds ?? link.facts.latencyLow?.value;
  const ring = link.topology === 'ring' ? [{ packages, wraps: true }] : undefined;
  const axes = torusAxes ?? ring;
  const tier: LinkTier = {
    name: link.name,
    packages,
    bandwidth: gigabytesPerSecondPerDirection(use.perPackage ?? link.facts.perPackage.value),
    latency: microseconds(stated ?? standInLatency.microseconds),
    topology: topologies[link.topology],
    hasInNetworkReduction: use.hasInNetworkReduction ?? link.hasInNetworkReduction,
    ...(axes === undefined ? {} : { torusAxes: axes }),
  };
  const defaults =
    stated === undefined
      ? [
          {
            path: `${path}.latencyMicroseconds`,
            value: standInLatency.microseconds,
            because: standInLatency.because,
          },
        ]
      : [];
  return { tier, defaults };
}
