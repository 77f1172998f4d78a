/**
 * Whether communication hides behind the work of the layer, or follows it.
 *
 * @example
 * import type { CommunicationOverlap } from '@mantile/core';
 * const policy: CommunicationOverlap = 'none';
 * policy // => 'none'
 * @category Timing
 */
export type CommunicationOverlap = 'none' | 'full';
