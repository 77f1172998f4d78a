import type { ActivationBuffer } from './activation.ts';
import type { CollectiveOperation } from './collective.ts';
import type {
  AttentionOperation,
  ExpertsOperation,
  MatmulOperation,
  ScanOperation,
} from './operations.ts';
import type { GatherOperation, PassOperation } from './passes.ts';
import type { Stretch } from './stretch.ts';

/**
 * Receives the work of one step from a layer's `forward`, operation by operation.
 *
 * Sizes that do not depend on the step lie in the operations; the arguments are what the step adds,
 * as it falls on one package.
 *
 * @example
 * import { NormLayer } from '@mantile/layers';
 * import { StepFrame, Tally, type Work } from '@mantile/core';
 * const work: Work = new Tally();
 * new NormLayer({ hiddenSize: 64 }).forward(new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 3 }), work);
 * (work as Tally).flops // => 960
 * @category Work
 */
export interface Work {
  /** What follows is the work of another layer, one of `count` alike. A single layer need not be announced. */
  enterLayer(name: string, count: number): void;
  /** `rows` activations times a weight. */
  matmul(operation: MatmulOperation, rows: number): void;
  /** `pairs` (token, expert) products of `rows` tokens, which touch `active` experts of this package. */
  experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void;
  /**
   * Attention of `queries` tokens in each of `sequences`: `pairs` scores per sequence; `past` cached
   * positions are read and `written` new ones stored, per sequence.
   */
  attention(
    operation: AttentionOperation,
    sequences: number,
    queries: number,
    pairs: number,
    past: number,
    written: number,
  ): void;
  /** A recurrence over `tokens` in each of `sequences`; an earlier state is read when there is one. */
  scan(operation: ScanOperation, sequences: number, tokens: number, hasPast: boolean): void;
  /** Element-wise work on `rows` activations. */
  pass(operation: PassOperation, rows: number): void;
  /** `rows` look-ups in a table. */
  gather(operation: GatherOperation, rows: number): void;
  /** An exchange of `rows` activations. */
  collective(operation: CollectiveOperation, rows: number): void;
  /** Operations that follow one another on the same `rows`. */
  stretch(stretch: Stretch, rows: number): void;
  /** `rows` of an activation stay alive during the layer. */
  hold(buffer: ActivationBuffer, rows: number): void;
}
