import type { CollectiveAlgorithm } from './algorithm.ts';

/**
 * Pieces travel from neighbour to neighbour: no byte is sent in vain, but there are many steps.
 *
 * All-reduce is a reduce-scatter and an all-gather of n − 1 steps each; a broadcast is a pipeline.
 *
 * @example
 * import { ring } from '@mantile/core';
 * const level = { packages: 8, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true };
 * // 7 steps of an eighth each
 * ring.seconds('allGather', 8e9, level) // => 7 * 1e-6 + (7 / 8) * 8e9 / 100e9
 * @category Collectives
 */
export const ring: CollectiveAlgorithm = {
  name: 'ring',
  seconds(kind, payloadBytes, { packages, bandwidth, latency }) {
    const steps = packages - 1;
    const pass = steps * latency + ((steps / packages) * payloadBytes) / bandwidth;
    switch (kind) {
      case 'allReduce':
        return 2 * pass;
      case 'allGather':
      case 'reduceScatter':
        return pass;
      case 'broadcast':
        return steps * latency + payloadBytes / bandwidth;
      case 'allToAll':
      case 'pointToPoint':
        return Infinity;
    }
  },
};
