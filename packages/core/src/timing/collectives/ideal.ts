import type { CollectiveKind } from '../../operations/collective.ts';
import type { GroupLevels } from './group.ts';

/**
 * Seconds of a collective by the hand-calculable convention: latency and payload over bandwidth.
 *
 * Across several levels of links the slowest of them counts: the members of an inner group share the
 * outer payload, except that in an all-to-all each has outside data of its own.
 *
 * @example
 * import { idealCollectiveSeconds } from '@mantile/core';
 * const nvlink = { packages: 8, bandwidth: 400e9, latency: 2e-6, canReduce: false, isDirect: true };
 * idealCollectiveSeconds('allReduce', 4e6, [nvlink]) // => 2e-6 + 4e6 / 400e9
 * @category Collectives
 */
export function idealCollectiveSeconds(
  kind: CollectiveKind,
  payloadBytes: number,
  levels: GroupLevels,
): number {
  let longest = 0;
  let joined = 1;
  let group = 1;
  for (const level of levels) group *= level.packages;
  for (const { packages, bandwidth, latency } of levels) {
    const outer = joined * packages;
    // Of an all-to-all, the innermost level carries what stays inside, one's own piece included.
    const exchanged = joined === 1 ? outer / group : (outer - joined) / group;
    const share =
      kind === 'allToAll'
        ? exchanged
        : kind === 'pointToPoint'
          ? Number(outer === group)
          : 1 / joined;
    if (share > 0) longest = Math.max(longest, latency + (share * payloadBytes) / bandwidth);
    joined = outer;
  }
  return longest;
}
