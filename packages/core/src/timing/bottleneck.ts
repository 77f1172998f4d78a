/**
 * What takes longest: arithmetic, memory traffic, communication, or everything that no peak explains.
 *
 * @example
 * import type { Bottleneck } from '@mantile/core';
 * const bottleneck: Bottleneck = 'memory';
 * bottleneck // => 'memory'
 * @category Timing
 */
export type Bottleneck = 'compute' | 'memory' | 'communication' | 'overhead';

/** The largest of four parts; on a tie the first in this order. */
export function bottleneckOf(
  compute: number,
  memory: number,
  communication: number,
  overhead: number,
): Bottleneck {
  const largest = Math.max(compute, memory, communication, overhead);
  if (compute === largest) return 'compute';
  if (memory === largest) return 'memory';
  return communication === largest ? 'communication' : 'overhead';
}
