import type { Dtype } from '../dtype.ts';
import type { ParallelAxis } from '../parallelism.ts';

/**
 * What every operation says of itself.
 *
 * @example
 * import type { OperationHead } from '@mantile/core';
 * const head: OperationHead = { name: 'rope', kernels: 1 };
 * head.name // => 'rope'
 * @category Work
 */
export interface OperationHead {
  /** Name within the layer, such as `qkv_proj`. */
  readonly name: string;
  /** Kernels that an engine launches for it. */
  readonly kernels: number;
}

/**
 * A product of activations `[rows, k]` with a weight `[k, n]`, sizes as on the busiest package.
 *
 * @example
 * import { standardDtypes, type MatmulOperation } from '@mantile/core';
 * const wide = (operation: MatmulOperation) => operation.n > operation.k;
 * wide({ kind: 'matmul', name: 'up', kernels: 1, k: 4, n: 8, flopsPerRow: 64, averageFlopsPerRow: 64, weightBytes: 64, biasPerRow: 0, weightDtype: standardDtypes.bf16, computeDtype: standardDtypes.bf16 }) // => true
 * @category Work
 */
export interface MatmulOperation extends OperationHead {
  readonly kind: 'matmul';
  /** Inner size. */
  readonly k: number;
  /** Outer size. */
  readonly n: number;
  /** 2·k·n, and one per bias element. */
  readonly flopsPerRow: number;
  /** The same on average over the packages. */
  readonly averageFlopsPerRow: number;
  readonly biasPerRow: number;
  readonly weightBytes: number;
  readonly weightDtype: Dtype;
  readonly computeDtype: Dtype;
}

/**
 * The products of routed experts, grouped into one launch.
 *
 * @category Work
 */
export interface ExpertsOperation extends OperationHead {
  readonly kind: 'experts';
  /** Experts on a package. */
  readonly localExperts: number;
  /** Packages among which the experts are spread. */
  readonly packages: number;
  /** Weight elements of one expert on a package, biases not counted: its products are 2·this per token. */
  readonly elementsPerExpert: number;
  /** Activation elements that the products of one pair read and write, each product for itself: Σ (inputs + outputs). */
  readonly widthsPerPair: number;
  readonly biasPerPair: number;
  /** FLOPs of one (token, expert) pair on a package. */
  readonly flopsPerPair: number;
  /** The same on average over the packages. */
  readonly averageFlopsPerPair: number;
  readonly bytesPerExpert: number;
  readonly weightDtype: Dtype;
  readonly computeDtype: Dtype;
}

/**
 * Scores against cached keys and the weighted sum of their values.
 *
 * @category Work
 */
export interface AttentionOperation extends OperationHead {
  readonly kind: 'attention';
  /** Query heads on a package. */
  readonly heads: number;
  /** KV heads on a package. */
  readonly kvHeads: number;
  /** Width of a query and a key, per head. */
  readonly keyWidth: number;
  /** Width of a value, per head. */
  readonly valueWidth: number;
  /** 2·heads·(keyWidth + valueWidth). */
  readonly flopsPerPair: number;
  readonly stateBytesPerPosition: number;
  readonly stateDtype: Dtype;
  readonly computeDtype: Dtype;
}

/**
 * A recurrence over the tokens of a sequence, with a state that is read and written once a step.
 *
 * @category Work
 */
export interface ScanOperation extends OperationHead {
  readonly kind: 'scan';
  readonly flopsPerToken: number;
  readonly weightBytes: number;
  /** All states of one sequence. */
  readonly stateBytes: number;
  readonly computeDtype: Dtype;
}

/**
 * Element-wise work on activations, such as a norm: bound by memory, with few FLOPs.
 *
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
 * @category Work
 */
export interface GatherOperation extends OperationHead {
  readonly kind: 'gather';
  readonly rowBytes: number;
  /** Rows of the table on a package: no more can be read. */
  readonly tableRows: number;
}

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

/**
 * An activation that is alive while the layer runs.
 *
 * @category Work
 */
export interface ActivationBuffer {
  readonly name: string;
  /** Elements per row on the busiest package. */
  readonly width: number;
  /** The same on average over the packages. */
  readonly averageWidth: number;
  readonly bytesPerElement: number;
}

/**
 * Any operation that a layer can send to a visitor.
 *
 * @category Work
 */
export type Operation =
  | MatmulOperation
  | ExpertsOperation
  | AttentionOperation
  | ScanOperation
  | PassOperation
  | GatherOperation
  | CollectiveOperation;
