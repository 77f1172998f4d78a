import type { Chip, System } from '../../hardware/system.ts';
import type { Fidelity } from '../../metrics/measuring.ts';
import type { Model } from '../../model.ts';
import type { EstimateOptions } from '../options.ts';
import type { EstimateNote, MemoryEstimate } from '../types.ts';

/**
 * Packages that do one thing only: take up prompts, or generate.
 *
 * @example
 * import { Model, type Pool } from '@mantile/core';
 * import { system } from '@mantile/hardware';
 * import { GatedMLPLayer } from '@mantile/layers';
 * const layer = new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 });
 * const pool: Pool = { model: new Model('m', [{ name: 'feedforward', layer, count: 32 }]), hardware: system('dgx-h100'), replicas: 2 };
 * pool.replicas // => 2
 * @category Estimates
 */
export interface Pool extends Omit<EstimateOptions, 'draft'> {
  readonly model: Model;
  readonly hardware: Chip | System;
}

/**
 * A prefill pool, a decode pool, and what joins them.
 *
 * @example
 * import { Model, type Pools } from '@mantile/core';
 * import { system } from '@mantile/hardware';
 * import { GatedMLPLayer } from '@mantile/layers';
 * const layer = new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 });
 * const one = { model: new Model('m', [{ name: 'feedforward', layer, count: 32 }]), hardware: system('dgx-h100') };
 * const pools: Pools = { prefill: one, decode: { ...one, replicas: 3 }, transferBytesPerSecond: 50e9 };
 * pools.decode.replicas // => 3
 * @category Estimates
 */
export interface Pools {
  readonly prefill: Pool;
  readonly decode: Pool;
  /** What each package can send or take of the state; what its outermost links carry, when absent. */
  readonly transferBytesPerSecond?: number | undefined;
}

/**
 * How one of two pools fares.
 *
 * @example
 * import type { PoolEstimate } from '@mantile/core';
 * const spare = ({ utilization }: PoolEstimate) => 1 - utilization;
 * typeof spare // => 'function'
 * @category Estimates
 */
export interface PoolEstimate {
  readonly packages: number;
  /** Requests per second, as a share of the most that the pool could serve. */
  readonly utilization: number;
  /** A step of a replica, as a request meets it on average. */
  readonly stepMs: number;
  /** Sequences in that step, the request's own among them. */
  readonly sequences: number;
  /**
   * Of a package. In a closed loop all users of a decode replica may generate at a time, so that it keeps room for
   * the state of each, whether he still waits for his prompt or not, up to its places.
   */
  readonly memory: MemoryEstimate;
}

/**
 * How two pools serve a workload.
 *
 * @example
 * import type { PoolsEstimate } from '@mantile/core';
 * const isBalanced = ({ prefillReplicasPerDecodeReplica }: PoolsEstimate) => prefillReplicasPerDecodeReplica === 1;
 * typeof isBalanced // => 'function'
 * @category Estimates
 */
export interface PoolsEstimate {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly e2eMs: number;
  /** Sending the state of a prompt from one pool to the other: a part of the time to the first token. */
  readonly transferMs: number;
  /** Waiting for a prefill replica, for the links between the pools, and for a place in the decode pool. */
  readonly queueMs: number;
  readonly requestsPerSecond: number;
  readonly outputTokensPerSecond: number;
  readonly outputTokensPerSecondPerPackage: number;
  readonly packages: number;
  readonly prefill: PoolEstimate;
  readonly decode: PoolEstimate;
  /** Prefill replicas that keep one decode replica busy when both serve as many requests as they can. */
  readonly prefillReplicasPerDecodeReplica: number;
  /** What could serve the fewest requests per second, and has least to spare: a pool, or the links between them. */
  readonly limitedBy: 'prefill' | 'transfer' | 'decode';
  readonly fidelity: Fidelity;
  readonly notes: readonly EstimateNote[];
}
