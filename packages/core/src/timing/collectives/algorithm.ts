import type { CollectiveKind } from '../../operations/collective.ts';
import type { GroupLevel } from './group.ts';

/**
 * One way to carry out a collective at one level of links.
 *
 * @example
 * import { ring } from '@mantile/core';
 * const level = { packages: 4, bandwidth: 100e9, latency: 0, canReduce: false, isDirect: true };
 * ring.seconds('allReduce', 1e9, level) // => 0.015
 * @category Collectives
 */
export interface CollectiveAlgorithm {
  readonly name: string;
  /**
   * Seconds for a payload (the logical tensor as one package sees it);
   * infinite where the algorithm cannot do this collective on these links.
   */
  seconds(kind: CollectiveKind, payloadBytes: number, level: GroupLevel): number;
}
