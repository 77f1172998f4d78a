import type { CollectiveKind } from './collective.ts';

/**
 * Bytes that each package sends on a ring of `packages`, per byte of payload.
 *
 * @example
 * import { wireFactor } from '@mantile/core';
 * wireFactor('allReduce', 4) // => 1.5
 * wireFactor('allGather', 4) // => 0.75
 * @category Collectives
 */
export function wireFactor(collective: CollectiveKind, packages: number): number {
  if (packages === 1) return 0;
  switch (collective) {
    case 'allReduce':
      return (2 * (packages - 1)) / packages;
    case 'allGather':
    case 'reduceScatter':
    case 'allToAll':
      return (packages - 1) / packages;
    case 'pointToPoint':
    case 'broadcast':
      return 1;
  }
}
