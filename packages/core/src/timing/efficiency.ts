import type { CollectiveOperation } from '../operations/collective.ts';
import type {
  AttentionOperation,
  ExpertsOperation,
  MatmulOperation,
  ScanOperation,
} from '../operations/operations.ts';
import type { GatherOperation, PassOperation } from '../operations/passes.ts';
import type { GroupLevels } from './collectives/group.ts';

/**
 * The roofline of one operation: how long its arithmetic and its memory traffic take at datasheet peaks.
 * One instance is reused for all operations; read it at once, do not keep it.
 *
 * @example
 * import type { Roofline } from '@mantile/core';
 * const roofline: Roofline = { computeSeconds: 2e-6, memorySeconds: 5e-6, flopsPerSecond: 989e12, bytesPerSecond: 3.35e12 };
 * Math.max(roofline.computeSeconds, roofline.memorySeconds) // => 5e-6
 * @category Timing
 */
export interface Roofline {
  readonly computeSeconds: number;
  /** Time to read weights and state and to write state; activations are not counted. */
  readonly memorySeconds: number;
  /** Peak in the format the chip computes in; 0 for an operation without arithmetic. */
  readonly flopsPerSecond: number;
  readonly bytesPerSecond: number;
}

/**
 * Over what span a chip overlaps arithmetic with memory traffic: each operation for itself, as kernels
 * do, or the whole layer, which is the lower bound.
 *
 * @example
 * import { idealEfficiency, type OverlapSpan } from '@mantile/core';
 * const span: OverlapSpan = idealEfficiency.overlapSpan;
 * span // => 'layer'
 * @category Timing
 */
export type OverlapSpan = 'operation' | 'layer';

/**
 * How long operations really take on a chip: the place for measured curves, launch floors and fusion.
 *
 * Each method gets an operation, the sizes that the step gave it, and its roofline; it returns seconds.
 * What comes back is never taken below the roofline.
 *
 * @example
 * import { constantEfficiency, type Efficiency } from '@mantile/core';
 * const typical: Efficiency = constantEfficiency({ name: 'rule of thumb', compute: 0.7, memory: 0.8, launchSeconds: 3e-6 });
 * typical.name // => 'rule of thumb'
 * @category Timing
 */
export interface Efficiency {
  readonly name: string;
  readonly overlapSpan: OverlapSpan;
  /** Of each operation's time, what every kernel takes whatever its size; reports call it overhead. */
  readonly launchSeconds: number;
  /** Seconds of a product. */
  matmul(operation: MatmulOperation, roofline: Roofline, rows: number): number;
  /** Seconds of the products of routed experts. */
  experts(
    operation: ExpertsOperation,
    roofline: Roofline,
    pairs: number,
    rows: number,
    active: number,
  ): number;
  /** Seconds of attention. */
  attention(
    operation: AttentionOperation,
    roofline: Roofline,
    sequences: number,
    queries: number,
    pairs: number,
    past: number,
  ): number;
  /** Seconds of a recurrence. */
  scan(operation: ScanOperation, roofline: Roofline, sequences: number, tokens: number): number;
  /** Seconds of element-wise work. */
  pass(operation: PassOperation, roofline: Roofline, rows: number): number;
  /** Seconds of looking rows up. */
  gather(operation: GatherOperation, roofline: Roofline, rows: number): number;
  /** Seconds of an exchange. */
  collective(operation: CollectiveOperation, payloadBytes: number, levels: GroupLevels): number;
  /** The algorithm that `collective` assumed, for reports. */
  collectiveAlgorithm(
    operation: CollectiveOperation,
    payloadBytes: number,
    levels: GroupLevels,
  ): string;
}
