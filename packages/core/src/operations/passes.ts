import type { Dtype } from '../dtype.ts';
import type { OperationHead } from './operationHead.ts';

/**
 * Element-wise work on activations, such as a norm: bound by memory, with few FLOPs.
 *
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism, type PassOperation } from '@mantile/core';
 * class Scale extends LayerOperations {
 *   readonly scale: PassOperation = this.elementwise('scale', 4096, { flopsPerElement: 1, isFusible: true });
 * }
 * const { scale } = new Scale(resolveDtypes({}), resolveParallelism({}));
 * // Each element is read and written, in two bytes.
 * [scale.flopsPerRow, scale.trafficBytesPerRow] // => [4096, 16384]
 * @category Work
 */
export interface PassOperation extends OperationHead {
  readonly kind: 'pass';
  readonly flopsPerRow: number;
  readonly weightBytes: number;
  /** Activation bytes read and written per row; counted by calibrated timing alone. */
  readonly trafficBytesPerRow: number;
  /** Whether engines fold it into a neighbouring kernel. */
  readonly isFusible: boolean;
  readonly computeDtype: Dtype;
}

/**
 * Rows looked up in a table.
 *
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism, type GatherOperation } from '@mantile/core';
 * class Positions extends LayerOperations {
 *   readonly table = this.weight({ name: 'position_embedding.weight', shape: [2048, 768] });
 *   readonly fetch: GatherOperation = this.lookUp('look_up', this.table);
 * }
 * new Positions(resolveDtypes({ dtype: 'fp16' }), resolveParallelism({})).fetch.rowBytes // => 1536
 * @category Work
 */
export interface GatherOperation extends OperationHead {
  readonly kind: 'gather';
  readonly rowBytes: number;
  /** Rows of the table on a package: no more can be read. */
  readonly tableRows: number;
}
