import type { CollectiveAlgorithm } from './algorithm.ts';
import { oneShot } from './oneShot.ts';

/**
 * An all-reduce in two steps: everyone sends each member its piece to add up, then everyone gets all sums.
 *
 * No byte is sent in vain, as on a ring, but there are only two steps, on links that reach every member directly.
 *
 * @example
 * import { twoShot } from '@mantile/core';
 * const level = { packages: 8, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true };
 * twoShot.seconds('allReduce', 8e6, level) // => 2 * (1e-6 + 7e6 / 100e9)
 * @category Collectives
 */
export const twoShot: CollectiveAlgorithm = {
  name: 'two-shot',
  seconds: (kind, payloadBytes, level) =>
    kind === 'allReduce'
      ? oneShot.seconds('reduceScatter', payloadBytes, level) +
        oneShot.seconds('allGather', payloadBytes, level)
      : Infinity,
};
