import type { Fidelity } from '../metrics/measuring.ts';
import type { Bottleneck } from '../timing/bottleneck.ts';

/**
 * What the stages of a pipeline hold on each of their packages, in bytes.
 *
 * @example
 * import type { StageMemory } from '@mantile/core';
 * const stage: StageMemory = { weights: 16e9, kvCache: 8e9 };
 * stage.weights + stage.kvCache // => 24e9
 * @category Estimates
 */
export interface StageMemory {
  readonly weights: number;
  readonly kvCache: number;
}

/**
 * What lies in the memory of the busiest package, in bytes, against what it holds.
 *
 * @example
 * import type { MemoryEstimate } from '@mantile/core';
 * const memory: MemoryEstimate = {
 *   weights: 16e9, kvCache: 8e9, activations: 1e9, communication: 0, reserve: 2e9, total: 27e9, capacity: 80e9, fits: true,
 * };
 * memory.fits // => true
 * @category Estimates
 */
export interface MemoryEstimate {
  readonly weights: number;
  /** State of all sequences that are served at a time, allocated in blocks. */
  readonly kvCache: number;
  /** Alive at once in the largest step, not summed over layers. */
  readonly activations: number;
  /** Buffers for the largest exchange between packages: one that is sent, one that is received. */
  readonly communication: number;
  /** Kept back for the engine: workspaces, graphs, the runtime. */
  readonly reserve: number;
  readonly total: number;
  readonly capacity: number;
  readonly fits: boolean;
  /**
   * Where layers are dealt out to stages: what each of them holds of the model that generates, in order. A draft
   * model, and weights that prompts have of their own, are in the sums above alone: there they lie beside the
   * heaviest stage, whichever it is.
   */
  readonly stages?: readonly StageMemory[] | undefined;
}

/**
 * One step as it is most of the time. Its parts are what it is lost to; where a chip overlaps arithmetic with
 * memory traffic (`ideal`), they add up to more than the whole.
 *
 * @example
 * import type { StepEstimate } from '@mantile/core';
 * const step: StepEstimate = {
 *   sequences: 64, tokensPerSequence: 1, contextTokens: 1536, steps: 1,
 *   ms: 12, computeMs: 1, memoryMs: 8, communicationMs: 2, overheadMs: 1,
 * };
 * step.memoryMs / step.ms // => 2 / 3
 * @category Estimates
 */
export interface StepEstimate {
  readonly sequences: number;
  readonly tokensPerSequence: number;
  /** Tokens cached before the step, per sequence, on average. */
  readonly contextTokens: number;
  /** Steps of this kind in a row: chunks that the prompts are taken up in. */
  readonly steps: number;
  readonly ms: number;
  readonly computeMs: number;
  readonly memoryMs: number;
  readonly communicationMs: number;
  readonly overheadMs: number;
}

/**
 * Something to know of an estimate: a default that was taken, a limit that was met, a figure that nobody measured.
 *
 * @example
 * import type { EstimateNote } from '@mantile/core';
 * const note: EstimateNote = { code: 'memory.does_not_fit', message: 'weights alone take 141 GB of 80 GB.' };
 * note.code // => 'memory.does_not_fit'
 * @category Estimates
 */
export interface EstimateNote {
  readonly code: string;
  readonly message: string;
}

/**
 * Energy at full board power, which a chip seldom draws: an upper end.
 *
 * @example
 * import type { EnergyEstimate } from '@mantile/core';
 * const energy: EnergyEstimate = { watts: 5600, joulesPerOutputToken: 2.5 };
 * energy.watts / energy.joulesPerOutputToken // => 2240
 * @category Estimates
 */
export interface EnergyEstimate {
  /** Of all packages. */
  readonly watts: number;
  readonly joulesPerOutputToken: number;
}

/**
 * What tokens cost at the rent of the packages, in US dollars per million. Rent is split by the time that
 * packages spend on prompts, on what prompts found in the cache, and on generating.
 *
 * @example
 * import type { CostEstimate } from '@mantile/core';
 * const cost: CostEstimate = { usdPerHour: 24, perMillionInputTokens: 0.1, perMillionOutputTokens: 0.9 };
 * cost.perMillionCachedTokens // => undefined
 * @category Estimates
 */
export interface CostEstimate {
  /** Of all packages. */
  readonly usdPerHour: number;
  /** Of tokens of prompts that are computed. */
  readonly perMillionInputTokens: number;
  readonly perMillionOutputTokens: number;
  /** Of tokens of prompts that the prefix cache holds; absent when it holds none. */
  readonly perMillionCachedTokens?: number | undefined;
}

/**
 * How a model serves a workload on a system. Plain JSON.
 *
 * @example
 * import type { Estimate } from '@mantile/core';
 * const slower = (a: Estimate, b: Estimate) => (a.tpotMs > b.tpotMs ? a : b);
 * typeof slower // => 'function'
 * @category Estimates
 */
export interface Estimate {
  /** From a request's arrival to its first token, on average. */
  readonly ttftMs: number;
  readonly ttftP50Ms: number;
  readonly ttftP99Ms: number;
  /** (end to end - first token) / (tokens - 1): the pauses for other requests' prompts are in it. */
  readonly tpotMs: number;
  /** Between two deliveries while no prompt holds them up; a delivery holds several tokens when decoding is speculative. */
  readonly itlMs: number;
  /** From a request's arrival to its last token, on average. */
  readonly e2eMs: number;
  readonly requestsPerSecond: number;
  readonly outputTokensPerSecond: number;
  readonly outputTokensPerSecondPerPackage: number;
  /** While it is answered: 1000 / tpotMs. */
  readonly outputTokensPerSecondPerUser: number;
  /** Tokens of prompts, cached ones too, and of answers. */
  readonly totalTokensPerSecond: number;
  readonly totalTokensPerSecondPerPackage: number;
  /** Packages of all replicas and stages. */
  readonly packages: number;
  /** Sequences that generate at a time in each replica, on average. */
  readonly running: number;
  /** Requests that each replica has room for at a time. */
  readonly places: number;
  /** Time that requests wait for a place, or for the prompts of others. */
  readonly queueMs: number;
  readonly steps: { readonly prefill: StepEstimate; readonly decode: StepEstimate };
  readonly memory: MemoryEstimate;
  /** What the packages' time is lost to, prompts and generating together. */
  readonly bottleneck: Bottleneck;
  /** Share of the time that all arithmetic would take at datasheet peaks. */
  readonly modelFlopsUtilization: number;
  /** Share of the time that all reading and writing of weights and state would take at the datasheet's bandwidth. */
  readonly bandwidthUtilization: number;
  /** Absent when the chip's power is not known. */
  readonly energy?: EnergyEstimate | undefined;
  /** Absent when the chip's rent is not known. */
  readonly cost?: CostEstimate | undefined;
  readonly fidelity: Fidelity;
  /** The engine's name, and its version where it is known. */
  readonly engine: string;
  readonly notes: readonly EstimateNote[];
}
