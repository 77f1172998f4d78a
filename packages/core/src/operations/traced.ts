import type { Operation } from './operations.ts';

/**
 * What a trace accounts for. The sums over all terms, each times its layer's count, equal what a tally or a
 * clock has added up; of activations it is the largest sum of one layer, `memorySeconds` is loading and storing.
 *
 * @example
 * import type { TracedQuantity } from '@mantile/core';
 * const quantity: TracedQuantity = 'flops';
 * quantity // => 'flops'
 * @category Work
 */
export type TracedQuantity =
  | 'flops'
  | 'weightReadBytes'
  | 'stateReadBytes'
  | 'stateWriteBytes'
  | 'activationBytes'
  | 'payloadBytes'
  | 'wireBytes'
  | 'computeSeconds'
  | 'memorySeconds'
  | 'operationSeconds'
  | 'communicationSeconds';

/**
 * One number with its derivation.
 *
 * @example
 * import type { TracedTerm } from '@mantile/core';
 * const term: TracedTerm = { quantity: 'flops', formula: '2 * rows * k * n', inputs: { rows: 2, k: 3, n: 5 }, value: 60, unit: 'FLOP' };
 * term.value // => 60
 * @category Work
 */
export interface TracedTerm {
  readonly quantity: TracedQuantity;
  /** Arithmetic over the names of `inputs`; or, of a time, the name of the efficiency that was asked. */
  readonly formula: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly value: number;
  readonly unit: 'FLOP' | 'B' | 's';
}

/**
 * One operation of a step, on the busiest package, with every number it contributes.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * import type { TracedOperation } from '@mantile/core';
 * const layer = new MLPLayer({ hiddenSize: 64, intermediateSize: 128 });
 * const { trace = [] } = layer.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 4, debug: true });
 * const names = trace.map((operation: TracedOperation) => operation.name);
 * names.includes('down_proj') // => true
 * @category Work
 */
export interface TracedOperation {
  /** The layer it belongs to and how often that occurs, in the trace of a model. */
  readonly layer?: string | undefined;
  readonly layerCount?: number | undefined;
  readonly name: string;
  readonly kind: Operation['kind'] | 'activation';
  readonly kernels: number;
  /** The format the product runs in, where hardware was given. */
  readonly computedIn?: string | undefined;
  /** The format that was asked for, where the chip lacks it. */
  readonly fallsBackFrom?: string | undefined;
  /** How a collective was carried out, where hardware was given. */
  readonly algorithm?: string | undefined;
  readonly terms: readonly TracedTerm[];
}
