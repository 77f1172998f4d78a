import { asSystem, type System } from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import { link, type LinkId } from '../links/links.ts';
import { checkCluster } from './checkCluster.ts';
import type { CatalogueSystem, DefinedSystem } from './systemFacts.ts';
import { tierOf } from './tier.ts';

/**
 * How nodes are joined to a cluster.
 *
 * @example
 * import { cluster, system, type ClusterOptions } from '@mantile/hardware';
 * const options: ClusterOptions = { nodes: 4, scaleOut: 'eth-400' };
 * cluster(system('mi300x-8'), options).name // => '4 × MI300X platform of 8'
 * @category Definitions
 */
export interface ClusterOptions {
  /** How many of the systems are joined; at least 2. */
  readonly nodes: number;
  /** The link between them; that of the system's reference build when absent. */
  readonly scaleOut?: LinkId | undefined;
  /** Ports of that link for each package; 1 when absent, or as in the reference build. */
  readonly linksPerPackage?: number | undefined;
  /** Whether the network's switches add up, where they can. Off when absent: it must be set up. */
  readonly hasInNetworkReduction?: boolean | undefined;
}

/**
 * Several systems of one kind, joined by a scale-out network.
 *
 * @example
 * import { cluster, system } from '@mantile/hardware';
 * const pod = cluster(system('dgx-h100'), { nodes: 4 });
 * pod.tiers.map(({ name, packages, bandwidth }) => [name, packages, bandwidth]) // => [
 * //   ['NVLink 4', 8, 450e9], ['InfiniBand NDR', 32, 50e9]]
 * @category Definitions
 */
export function cluster(
  system: System | DefinedSystem | CatalogueSystem,
  options: ClusterOptions,
): DefinedSystem {
  asSystem(system);
  const reference = 'scaleOut' in system ? system.scaleOut : undefined;
  checkCluster(system.name, options, reference?.link);
  const known = 'defaults' in system ? system.defaults : [];
  const id = options.scaleOut ?? reference?.link;
  const perPackage =
    options.linksPerPackage ?? (id === reference?.link ? reference?.linksPerPackage : undefined);
  // Refused above when there is none.
  const joining = link(id ?? 'ib-ndr');
  const inside = system.tiers.at(-1)?.packages ?? 1;
  const { tier, defaults } = tierOf(
    {
      link: joining,
      packages: inside * options.nodes,
      perPackage: joining.facts.perPackage.value * (perPackage ?? 1),
      hasInNetworkReduction:
        joining.hasInNetworkReduction && options.hasInNetworkReduction === true,
    },
    'scaleOut',
  );
  const taken: AppliedDefault[] = [];
  if (options.scaleOut === undefined) {
    const because = `the reference build of ${system.name}`;
    taken.push({ path: 'scaleOut', value: joining.id, because });
  }
  if (options.linksPerPackage === undefined) {
    const because =
      perPackage === undefined
        ? 'one port for each package'
        : `the reference build of ${system.name}`;
    taken.push({ path: 'linksPerPackage', value: perPackage ?? 1, because });
  }
  return {
    name: `${options.nodes} × ${system.name}`,
    chip: system.chip,
    tiers: [...system.tiers, tier],
    efficiency: system.efficiency,
    powerWatts: 'powerWatts' in system ? system.powerWatts : undefined,
    pricePerHourUsd: 'pricePerHourUsd' in system ? system.pricePerHourUsd : undefined,
    defaults: [...known, ...defaults, ...taken],
  };
}
