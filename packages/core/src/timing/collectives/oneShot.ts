import type { CollectiveAlgorithm } from './algorithm.ts';

/**
 * Everyone sends to everyone at once: a single step, on links that reach every member directly.
 *
 * All-reduce sends the whole tensor n − 1 times, which pays only for small ones.
 *
 * @example
 * import { oneShot } from '@mantile/core';
 * const level = { packages: 4, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true };
 * oneShot.seconds('allToAll', 4e9, level) // => 1e-6 + 3e9 / 100e9
 * @category Collectives
 */
export const oneShot: CollectiveAlgorithm = {
  name: 'one-shot',
  seconds(kind, payloadBytes, { packages, bandwidth, latency, isDirect }) {
    const others = packages - 1;
    switch (kind) {
      case 'allReduce':
      case 'broadcast':
        return isDirect ? latency + (others * payloadBytes) / bandwidth : Infinity;
      case 'allGather':
      case 'reduceScatter':
        return isDirect ? latency + ((others / packages) * payloadBytes) / bandwidth : Infinity;
      case 'allToAll':
        // Without direct links every piece is forwarded, on average a quarter of the way round a ring.
        return isDirect
          ? latency + ((others / packages) * payloadBytes) / bandwidth
          : others * latency +
              (Math.max(packages / 4, others / packages) * payloadBytes) / bandwidth;
      case 'pointToPoint':
        return latency + payloadBytes / bandwidth;
    }
  },
};
