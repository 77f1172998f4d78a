import type { CollectiveAlgorithm } from './algorithm.ts';

/**
 * The switches add up and copy: each package sends its tensor once and receives the result once.
 *
 * @example
 * import { inNetwork } from '@mantile/core';
 * const level = { packages: 8, bandwidth: 100e9, latency: 1e-6, canReduce: true, isDirect: true };
 * inNetwork.seconds('allReduce', 1e9, level) // => 2e-6 + 0.01
 * @category Collectives
 */
export const inNetwork: CollectiveAlgorithm = {
  name: 'in-network',
  seconds(kind, payloadBytes, { packages, bandwidth, latency, canReduce }) {
    if (!canReduce) return Infinity;
    switch (kind) {
      case 'allReduce':
        return 2 * latency + payloadBytes / bandwidth;
      case 'broadcast':
        return latency + payloadBytes / bandwidth;
      case 'allGather':
        return latency + (((packages - 1) / packages) * payloadBytes) / bandwidth;
      case 'reduceScatter':
        // Every package sends its whole tensor up for the switches to add.
        return latency + payloadBytes / bandwidth;
      case 'allToAll':
      case 'pointToPoint':
        return Infinity;
    }
  },
};
