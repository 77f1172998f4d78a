import { faultError } from '../../errors.ts';
import type { LinkTier, System } from '../../hardware/system.ts';
import type { CollectiveOperation } from '../../operations/collective.ts';

/**
 * The links that a group uses at one level: between how many members, how fast, how soon.
 *
 * @example
 * import type { GroupLevel } from '@mantile/core';
 * const level: GroupLevel = { packages: 8, bandwidth: 450e9, latency: 2e-6, canReduce: false, isDirect: true };
 * level.packages // => 8
 * @category Collectives
 */
export interface GroupLevel {
  /** Members that this level joins: packages at the innermost level, groups of them above. */
  readonly packages: number;
  /** Bytes per second that a member sends. */
  readonly bandwidth: number;
  /** Seconds. */
  readonly latency: number;
  /** Whether the network itself can add up. */
  readonly canReduce: boolean;
  /** Whether every member reaches every other one in one hop. */
  readonly isDirect: boolean;
}

/**
 * The levels that a group spans, innermost first; their sizes multiply to the size of the group, or to a
 * little more where it does not fill its last domain.
 *
 * @example
 * import type { GroupLevels } from '@mantile/core';
 * const alone: GroupLevels = [];
 * alone.length // => 0
 * @category Collectives
 */
export type GroupLevels = readonly GroupLevel[];

/**
 * What must be known of a collective to lay its group out over the links.
 *
 * @example
 * import type { CollectiveGroup } from '@mantile/core';
 * // 8 data-parallel replicas, each of 4 neighbouring packages
 * const replicas: CollectiveGroup = { name: 'replicas', packages: 8, stride: 4 };
 * replicas.packages * replicas.stride // => 32
 * @category Collectives
 */
export type CollectiveGroup = Pick<CollectiveOperation, 'packages' | 'stride' | 'name'> &
  Partial<Pick<CollectiveOperation, 'collective'>>;

/**
 * Lays a group of `packages`, `stride` packages apart, over the link tiers of a system.
 *
 * @example
 * import { gibibytes, gigabytesPerSecond, gigabytesPerSecondPerDirection, groupLevels, microseconds, teraflops } from '@mantile/core';
 * const chip = {
 *   name: 'H100 SXM',
 *   peakFlops: { bf16: teraflops(989) },
 *   memory: [{ name: 'HBM3', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(3350) }],
 * } as const;
 * const cluster = {
 *   name: 'two boxes',
 *   chip,
 *   tiers: [
 *     { name: 'NVLink 4', packages: 8, bandwidth: gigabytesPerSecondPerDirection(450), latency: microseconds(2) },
 *     { name: 'InfiniBand', packages: 16, bandwidth: gigabytesPerSecondPerDirection(50), latency: microseconds(5) },
 *   ],
 * };
 * groupLevels(cluster, { packages: 16, stride: 1, name: 'all' }).map((level) => level.packages) // => [8, 2]
 * @category Collectives
 */
export function groupLevels(system: System, group: CollectiveGroup): GroupLevels {
  const levels: GroupLevel[] = [];
  let joined = 1;
  for (const tier of system.tiers) {
    if (joined >= group.packages) break;
    // Members within one domain of this tier; a domain smaller than the stride holds just one.
    const reach = Math.min(group.packages, Math.floor(tier.packages / group.stride));
    if (reach <= joined) continue;
    const packages = Math.ceil(reach / joined);
    const isPair = group.collective === 'pointToPoint';
    levels.push({
      packages,
      bandwidth:
        tier.bandwidth * (isPair ? usableShare(tier, 2, 1) : usableShare(tier, packages, joined)),
      latency: tier.latency,
      canReduce: tier.hasInNetworkReduction === true,
      isDirect: tier.topology !== 'torus',
    });
    joined *= packages;
  }
  if (joined < group.packages) refuseGroup(system, group);
  return levels;
}

/** The share of a tier's links that lead to members of the group; the others lie idle. A pair has one in a mesh. */
function usableShare(tier: LinkTier, packages: number, joined: number): number {
  if (tier.topology === 'mesh') return Math.min((packages * joined - 1) / (tier.packages - 1), 1);
  if (tier.topology !== 'torus' || tier.torusAxes === undefined) return 1;
  let links = 0;
  let left = packages;
  for (const axis of tier.torusAxes) {
    const extent = Math.min(axis.packages, left);
    if (extent > 1) links += extent === axis.packages && axis.wraps ? 2 : 1;
    left = Math.ceil(left / extent);
  }
  return links / (2 * tier.torusAxes.length);
}

function refuseGroup(system: System, group: CollectiveGroup): never {
  const largest = system.tiers.at(-1)?.packages ?? 1;
  const span = (group.packages - 1) * group.stride + 1;
  throw faultError(
    system.tiers.length === 0
      ? {
          code: 'hardware.link_missing',
          path: 'hardware.tiers',
          value: system.tiers,
          message: `${group.name} joins ${group.packages} packages, but ${system.name} has no links; pass a System with link tiers.`,
        }
      : {
          code: 'hardware.too_few_packages',
          path: 'hardware.tiers',
          value: largest,
          message: `${group.name} spans ${span} packages, but the links of ${system.name} join ${largest}.`,
        },
  );
}
