import type { CollectiveKind } from '../../operations/collective.ts';
import type { CollectiveAlgorithm } from './algorithm.ts';
import type { GroupLevel, GroupLevels } from './group.ts';
import { inNetwork } from './inNetwork.ts';
import { oneShot } from './oneShot.ts';
import { ring } from './ring.ts';
import { tree } from './tree.ts';
import { twoShot } from './twoShot.ts';

const algorithms: readonly CollectiveAlgorithm[] = [oneShot, twoShot, ring, tree, inNetwork];

/**
 * Seconds of a collective by the cheapest algorithm that its links allow.
 *
 * Across several levels it is carried out level by level: what an inner group has gathered or reduced
 * travels the outer links once, shared among its members.
 *
 * @example
 * import { cheapestCollectiveSeconds } from '@mantile/core';
 * const level = { packages: 2, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true };
 * cheapestCollectiveSeconds('allReduce', 1e6, [level]) // => 1e-6 + 1e6 / 100e9
 * @category Collectives
 */
export function cheapestCollectiveSeconds(
  kind: CollectiveKind,
  payloadBytes: number,
  levels: GroupLevels,
): number {
  let total = 0;
  let joined = 1;
  for (let index = 0; index < levels.length; index += 1) {
    const level = levels[index] as GroupLevel;
    const isOutermost = index === levels.length - 1;
    const payload = payloadAtLevel(kind, payloadBytes, level, joined, levels);
    if (kind === 'allReduce' && !isOutermost) {
      total += cheapest('reduceScatter', payload, level) + cheapest('allGather', payload, level);
    } else if (kind !== 'pointToPoint' || isOutermost) {
      total += cheapest(kind, payload, level);
    }
    joined *= level.packages;
  }
  return total;
}

/**
 * The names of the algorithms that are cheapest, level by level.
 *
 * @example
 * import { cheapestCollectiveName } from '@mantile/core';
 * const level = { packages: 8, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true };
 * cheapestCollectiveName('allReduce', 1e3, [level]) // => 'one-shot'
 * cheapestCollectiveName('allReduce', 1e9, [level]) // => 'two-shot'
 * cheapestCollectiveName('allReduce', 1e9, [{ ...level, isDirect: false }]) // => 'ring'
 * @category Collectives
 */
export function cheapestCollectiveName(
  kind: CollectiveKind,
  payloadBytes: number,
  levels: GroupLevels,
): string {
  let joined = 1;
  const names = levels.map((level, index) => {
    const isOutermost = index === levels.length - 1;
    const part = kind === 'allReduce' && !isOutermost ? 'reduceScatter' : kind;
    const payload = payloadAtLevel(kind, payloadBytes, level, joined, levels);
    joined *= level.packages;
    return cheapestAlgorithm(part, payload, level).name;
  });
  return (kind === 'pointToPoint' ? names.slice(-1) : names).join(' + ');
}

function payloadAtLevel(
  kind: CollectiveKind,
  payloadBytes: number,
  level: GroupLevel,
  joined: number,
  levels: GroupLevels,
): number {
  if (kind === 'pointToPoint') return payloadBytes;
  if (kind !== 'allToAll') return payloadBytes / joined;
  // Each package has data of its own for every other: level k carries the share bound for its members.
  let group = 1;
  for (const { packages } of levels) group *= packages;
  return (payloadBytes * joined * level.packages) / group;
}

function cheapest(kind: CollectiveKind, payloadBytes: number, level: GroupLevel): number {
  return cheapestAlgorithm(kind, payloadBytes, level).seconds(kind, payloadBytes, level);
}

function cheapestAlgorithm(
  kind: CollectiveKind,
  payloadBytes: number,
  level: GroupLevel,
): CollectiveAlgorithm {
  let best = oneShot;
  let bestSeconds = Infinity;
  for (const algorithm of algorithms) {
    const seconds = algorithm.seconds(kind, payloadBytes, level);
    if (seconds >= bestSeconds) continue;
    best = algorithm;
    bestSeconds = seconds;
  }
  return best;
}
