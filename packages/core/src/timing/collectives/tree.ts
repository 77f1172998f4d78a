import type { CollectiveAlgorithm } from './algorithm.ts';

/**
 * Halves meet in pairs of pairs: few steps, so it wins where latency rules and groups are large.
 *
 * All-reduce runs up and down two complementary trees, each with half of the payload.
 *
 * @example
 * import { tree } from '@mantile/core';
 * const level = { packages: 16, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true };
 * tree.seconds('broadcast', 0, level) // => 4e-6
 * @category Collectives
 */
export const tree: CollectiveAlgorithm = {
  name: 'tree',
  seconds(kind, payloadBytes, { packages, bandwidth, latency, isDirect }) {
    // Without direct links a hop of the tree is many hops of the wires, and branches share them.
    if (!isDirect) return Infinity;
    const depth = Math.ceil(Math.log2(packages));
    const pass = depth * latency + payloadBytes / bandwidth;
    switch (kind) {
      case 'allReduce':
        return 2 * pass;
      case 'broadcast':
        return pass;
      case 'allGather':
      case 'reduceScatter':
      case 'allToAll':
      case 'pointToPoint':
        return Infinity;
    }
  },
};
