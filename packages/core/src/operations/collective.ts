import type { ParallelAxis } from '../parallelism.ts';
import type { OperationHead } from './operationHead.ts';

/**
 * What packages can do together.
 *
 * @example
 * import type { CollectiveKind } from '@mantile/core';
 * const kind: CollectiveKind = 'allReduce';
 * kind // => 'allReduce'
 * @category Work
 */
export type CollectiveKind =
  'allReduce' | 'allGather' | 'reduceScatter' | 'allToAll' | 'pointToPoint' | 'broadcast';

/**
 * An exchange within the groups of one parallel axis.
 *
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism, type CollectiveOperation } from '@mantile/core';
 * class Stages extends LayerOperations {
 *   readonly send: CollectiveOperation = this.exchange('pointToPoint', 'pipelineParallel', 'to_next_stage', 8192);
 * }
 * const plan = resolveParallelism({ tensorParallel: 8, pipelineParallel: 4 });
 * const { send } = new Stages(resolveDtypes({}), plan);
 * // Stages lie farthest apart: the next one is 8 packages away.
 * [send.packages, send.stride, send.bytesPerRow] // => [4, 8, 16384]
 * @category Work
 */
export interface CollectiveOperation extends OperationHead {
  readonly kind: 'collective';
  readonly collective: CollectiveKind;
  readonly axis: ParallelAxis;
  /** Packages in a group. */
  readonly packages: number;
  /** Distance between neighbours of the group, in packages. */
  readonly stride: number;
  /** Payload per row: the logical tensor as one package sees it. */
  readonly bytesPerRow: number;
  /** Bytes that a package sends on a ring, per payload byte. */
  readonly wireFactor: number;
}
