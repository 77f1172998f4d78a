import type { Fidelity } from '../metrics/measuring.ts';
import type { Bottleneck } from '../timing/bottleneck.ts';

/**
 * What lies in the memory of the busiest package, in bytes, against what it holds.
 *
 * @example
 * import type { MemoryEstimate } from '@mantile/core';
 * const memory: MemoryEstimate = {
 *   weights: 16e9, kvCache: 8e9, activations: 1e9, reserve: 2e9, total: 27e9, capacity: 80e9, fits: true,
 * };
 * memory.fits // => true
 * @category Estimates
 */
export interface MemoryEstimate {
  readonly weights: number;
  readonly kvCache: number;
  /** Alive at once, not summed over layers. */
  readonly activations: number;
  /** Kept back for the engine: workspaces, graphs, communication buffers. */
  readonly reserve: number;
  readonly total: number;
  readonly capacity: number;
  readonly fits: boolean;
}

/**
 * How a model serves a workload on a system: the headline numbers.
 *
 * @example
 * import type { Estimate } from '@mantile/core';
 * const slower = (a: Estimate, b: Estimate) => (a.tpotMs > b.tpotMs ? a : b);
 * typeof slower // => 'function'
 * @category Estimates
 */
export interface Estimate {
  /** From a request's arrival to its first token. */
  readonly ttftMs: number;
  /** Between tokens after the first, on average. */
  readonly tpotMs: number;
  /** From a request's arrival to its last token. */
  readonly e2eMs: number;
  readonly outputTokensPerSecond: number;
  readonly outputTokensPerSecondPerPackage: number;
  readonly memory: MemoryEstimate;
  readonly bottleneck: Bottleneck;
  readonly fidelity: Fidelity;
  /** Defaults used, extrapolations, warnings. */
  readonly notes: readonly string[];
}
