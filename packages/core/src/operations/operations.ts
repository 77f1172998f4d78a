import type { Dtype } from '../dtype.ts';
import type { CollectiveOperation } from './collective.ts';
import type { OperationHead } from './operationHead.ts';
import type { GatherOperation, PassOperation } from './passes.ts';

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
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism, type ExpertsOperation } from '@mantile/core';
 * class Experts extends LayerOperations {
 *   readonly up = this.weight({
 *     name: 'experts.{expert}.up_proj.weight',
 *     shape: [8, 14336, 4096],
 *     shards: [{ axis: 'expertParallel', dimension: 0, units: 8 }],
 *     usedPerToken: 2,
 *   });
 *   readonly apply: ExpertsOperation = this.expertsProduct('up_proj', [this.up]);
 * }
 * const { apply } = new Experts(resolveDtypes({}), resolveParallelism({ expertParallel: 4 }));
 * [apply.localExperts, apply.flopsPerPair, apply.bytesPerExpert] // => [2, 117440512, 117440512]
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
 * @example
 * import { StepFrame, Tally, type AttentionOperation } from '@mantile/core';
 * import { GroupedQueryAttentionLayer } from '@mantile/layers';
 * // How many query heads share what is read of the cache?
 * class Sharing extends Tally {
 *   headsPerKvHead = 0;
 *   override attention(operation: AttentionOperation): void {
 *     this.headsPerKvHead = operation.heads / operation.kvHeads;
 *   }
 * }
 * const sharing = new Sharing();
 * const layer = new GroupedQueryAttentionLayer({ hiddenSize: 4096, numHeads: 32, numKvHeads: 8 });
 * layer.forward(new StepFrame().set({ phase: 'decode', batchSize: 1, contextLen: 100 }), sharing);
 * sharing.headsPerKvHead // => 4
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
 * A number with the arithmetic that leads to it, for reports.
 *
 * @example
 * import type { Derivation } from '@mantile/core';
 * const flops: Derivation = { value: 160, formula: 'heads * 5 * headDim^2', inputs: { heads: 2, headDim: 4 } };
 * flops.value // => 160
 * @category Work
 */
export interface Derivation {
  readonly value: number;
  /** Arithmetic over the names of `inputs`. */
  readonly formula: string;
  readonly inputs: Readonly<Record<string, number>>;
}

/**
 * A recurrence over the tokens of a sequence, with a state that is read and written once a step.
 *
 * @example
 * import { fixedState, LayerOperations, resolveDtypes, resolveParallelism, type ScanOperation } from '@mantile/core';
 * class Decay extends LayerOperations {
 *   readonly memory = this.keep({ name: 'memory', elementsPerPosition: 16 * 64, retention: fixedState });
 *   // Each element of the state is multiplied by its decay and added to: 2 FLOPs a token.
 *   readonly scan: ScanOperation = this.recurrence('decay', 2 * 16 * 64, [this.memory]);
 * }
 * new Decay(resolveDtypes({ dtype: 'fp32' }), resolveParallelism({})).scan.stateBytes // => 4096
 * @category Work
 */
export interface ScanOperation extends OperationHead {
  readonly kind: 'scan';
  readonly flopsPerToken: number;
  /** How they come about, where the layer says it. */
  readonly derivation?: Derivation | undefined;
  readonly weightBytes: number;
  /** All states of one sequence. */
  readonly stateBytes: number;
  readonly computeDtype: Dtype;
}

/**
 * Any operation that a layer can send to a visitor.
 *
 * @example
 * import type { Operation } from '@mantile/core';
 * const readsWeights: Record<Operation['kind'], boolean> = {
 *   matmul: true, experts: true, attention: false, scan: true, pass: true, gather: true, collective: false,
 * };
 * Object.entries(readsWeights).filter(([, reads]) => !reads).map(([kind]) => kind) // => ['attention', 'collective']
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
