import {
  asSystem,
  FaultList,
  gigabytesPerSecondPerDirection,
  microseconds,
  type Chip,
  type Efficiency,
  type LinkTier,
  type LinkTopology,
  type TorusAxis,
} from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import { refuseUnknownKeys, requireObject } from '../internal/keys.ts';
import { requireName, requirePositive } from '../internal/positive.ts';
import { refuseLinks } from './refuseLinks.ts';
import type { DefinedSystem, PerScope } from './systemFacts.ts';
import { standInLatency } from './tier.ts';

/**
 * One tier of links of a system of one's own; its rate either per direction or as the headline that adds
 * up both.
 *
 * @example
 * import type { LinkDefinition } from '@mantile/hardware';
 * const nvlink: LinkDefinition = { name: 'NVLink 4', packages: 8, gigabytesPerSecondBothDirections: 900 };
 * nvlink.packages // => 8
 * @category Definitions
 */
export type LinkDefinition = {
  readonly name?: string | undefined;
  /** Packages within reach, those of the tiers below included. */
  readonly packages: number;
  /** One hop; 1 µs when absent. */
  readonly latencyMicroseconds?: number | undefined;
  /** A switch when absent. */
  readonly topology?: LinkTopology | undefined;
  readonly torusAxes?: readonly TorusAxis[] | undefined;
  readonly hasInNetworkReduction?: boolean | undefined;
} & (
  | {
      readonly gigabytesPerSecondPerDirection: number;
      readonly gigabytesPerSecondBothDirections?: undefined;
    }
  | {
      readonly gigabytesPerSecondBothDirections: number;
      readonly gigabytesPerSecondPerDirection?: undefined;
    }
);

/**
 * A system of one's own: a chip of the catalogue or one's own, and its links, the innermost first.
 *
 * @example
 * import { defineSystem, l40s, type SystemDefinition } from '@mantile/hardware';
 * const definition: SystemDefinition = {
 *   name: 'two L40S',
 *   chip: l40s,
 *   links: [{ name: 'PCIe 4', packages: 2, gigabytesPerSecondPerDirection: 31.5 }],
 *   powerWatts: { perNode: 1200 },
 * };
 * defineSystem(definition).powerWatts?.perRack // => undefined
 * @category Definitions
 */
export interface SystemDefinition {
  readonly name: string;
  readonly chip: Chip;
  readonly links: readonly LinkDefinition[];
  readonly efficiency?: Efficiency | undefined;
  readonly powerWatts?: PerScope | undefined;
  readonly pricePerHourUsd?: PerScope | undefined;
}

/**
 * A system from its chip and its links, with the values that were taken without being stated.
 *
 * @example
 * import { defineSystem, h100Sxm } from '@mantile/hardware';
 * const box = defineSystem({
 *   name: 'my box',
 *   chip: h100Sxm,
 *   links: [{ name: 'NVLink', packages: 8, gigabytesPerSecondBothDirections: 900, latencyMicroseconds: 1 }],
 * });
 * box.tiers[0]?.bandwidth // => 450e9
 * box.defaults.map(({ path, value }) => [path, value]) // => [['links[0].topology', 'switch']]
 * @category Definitions
 */
export function defineSystem(definition: SystemDefinition): DefinedSystem {
  refuseNonsense(definition);
  const { name, chip, links, efficiency, powerWatts, pricePerHourUsd } = definition;
  const defaults: AppliedDefault[] = [];
  const tiers = links.map((link, index) => tierFrom(link, `links[${index}]`, defaults));
  const system = { name, chip, tiers, efficiency, powerWatts, pricePerHourUsd, defaults };
  asSystem(system);
  return system;
}

function tierFrom(link: LinkDefinition, path: string, defaults: AppliedDefault[]): LinkTier {
  const { packages, torusAxes, hasInNetworkReduction } = link;
  const otherwise = <Value extends number | string>(
    key: 'name' | 'latencyMicroseconds' | 'topology',
    stated: Value | undefined,
    value: Value,
    because: string,
  ): Value => {
    if (stated === undefined) defaults.push({ path: `${path}.${key}`, value, because });
    return stated ?? value;
  };
  const name = otherwise('name', link.name, `link of ${packages}`, 'only a name');
  const { because } = standInLatency;
  const latency = otherwise(
    'latencyMicroseconds',
    link.latencyMicroseconds,
    standInLatency.microseconds,
    because,
  );
  const topology = otherwise<LinkTopology>(
    'topology',
    link.topology,
    torusAxes === undefined ? 'switch' : 'torus',
    torusAxes === undefined
      ? 'every package then reaches every other at its full rate'
      : 'it has axes',
  );
  const rate = link.gigabytesPerSecondPerDirection ?? link.gigabytesPerSecondBothDirections / 2;
  return {
    name,
    packages,
    bandwidth: gigabytesPerSecondPerDirection(rate),
    latency: microseconds(latency),
    topology,
    hasInNetworkReduction: hasInNetworkReduction ?? false,
    ...(torusAxes === undefined ? {} : { torusAxes }),
  };
}

const systemKeys = [
  'name',
  'chip',
  'links',
  'efficiency',
  'powerWatts',
  'pricePerHourUsd',
] as const satisfies readonly (keyof SystemDefinition)[];

const scopes = ['perPackage', 'perNode', 'perRack'] as const satisfies readonly (keyof PerScope)[];

function refuseNonsense(definition: SystemDefinition): void {
  const faults = new FaultList();
  const expected = "a definition such as { name: 'my box', chip: h100Sxm, links: [] }";
  if (requireObject(faults, '', definition, expected)) {
    refuseUnknownKeys(faults, '', definition, systemKeys);
    requireName(faults, 'name', definition.name);
    requireObject(
      faults,
      'chip',
      definition.chip,
      "a chip, as of chip('h100-sxm') or defineChip()",
    );
    refuseLinks(faults, definition.links);
    const { powerWatts = {}, pricePerHourUsd = {} } = definition;
    for (const [path, each] of Object.entries({ powerWatts, pricePerHourUsd })) {
      if (!requireObject(faults, path, each, 'figures such as { perNode: 1200 }')) continue;
      refuseUnknownKeys(faults, path, each, scopes);
      for (const scope of scopes) requirePositive(faults, `${path}.${scope}`, each[scope] ?? 1);
    }
  }
  faults.throwIfAny();
}
