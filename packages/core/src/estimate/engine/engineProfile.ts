import type { EstimateNote } from '../types.ts';

/**
 * What only a whole engine shows: host work beside the kernels, in seconds. Zero means that it is not counted.
 *
 * @example
 * import { plainEngine, type EngineCosts } from '@mantile/core';
 * const costs: EngineCosts = { ...plainEngine.costs, stepSeconds: 300e-6 };
 * costs.requestSeconds // => 0
 * @category Engines
 */
export interface EngineCosts {
  /** Scheduling, sampling and so on, once a step. */
  readonly stepSeconds: number;
  /** The same for each sequence in a step. */
  readonly sequenceSeconds: number;
  /** What a step with prompts takes more. */
  readonly promptStepSeconds: number;
  /** Between one kernel and the next, beyond what a kernel takes by itself. */
  readonly kernelSeconds: number;
  /** The same on top in a step with prompts, whose kernels the host launches one by one. */
  readonly promptKernelSeconds: number;
  /** Taking a request in and sending its first token out. */
  readonly requestSeconds: number;
  /** Tokenising and the like, for each token of a prompt. */
  readonly promptTokenSeconds: number;
}

/**
 * How a serving engine schedules requests, what it keeps memory for, and what it costs beside its kernels.
 *
 * @example
 * import { plainEngine, type EngineProfile } from '@mantile/core';
 * const engine: EngineProfile = { ...plainEngine, name: 'mine', chunkTokens: 2048 };
 * engine.scheduler // => 'mixed'
 * @category Engines
 */
export interface EngineProfile {
  readonly name: string;
  /** The version that the costs stand for: software gets some 10 % faster in half a year. */
  readonly version?: string | undefined;
  /** The name of the chip that the costs stand for: estimates on another one say so. */
  readonly chip?: string | undefined;
  /** Where the costs come from. */
  readonly source?: string | undefined;
  /** What to know of the costs, such as that they were observed on another chip: calibrated estimates pass it on. */
  readonly notes?: readonly EstimateNote[] | undefined;
  /** Whether a step takes up chunks of prompts beside the sequences that generate, or stops these for prompts alone. */
  readonly scheduler: 'mixed' | 'exclusive';
  /** Tokens of prompts that a step takes up at most. */
  readonly chunkTokens: number;
  /** New requests are seen every so many steps. */
  readonly pollSteps: number;
  /** Steps that a request waits on average until one takes it up, once it is seen. */
  readonly waitSteps: number;
  readonly costs: EngineCosts;
  /**
   * How long this version's kernels take against those that the calibration of the chip was measured with; 1 for those.
   * It counts when `calibrated`, and makes none faster than its roofline.
   */
  readonly kernelFactor: number;
  /** Share of a package's memory that the engine takes; the rest is reserve. */
  readonly memoryShare: number;
  /** Of that share, what goes to workspaces, graphs and the runtime itself. */
  readonly workspaceBytes: number;
  /** Positions that state is allocated by. */
  readonly blockTokens: number;
  /**
   * Whether a request is let in when its whole answer will fit (`full`), or when what is there now fits
   * (`current`), which holds more requests at a time and may have to interrupt one.
   */
  readonly admission: 'full' | 'current';
}

/**
 * An engine that costs nothing: chunked prefill beside decoding, a tenth of the memory in reserve. What
 * `estimate` takes when no engine is given, and a base for profiles of one's own.
 *
 * @example
 * import { plainEngine } from '@mantile/core';
 * [plainEngine.chunkTokens, plainEngine.memoryShare] // => [8192, 0.9]
 * @category Engines
 */
export const plainEngine: EngineProfile = {
  name: 'plain',
  scheduler: 'mixed',
  chunkTokens: 8192,
  pollSteps: 1,
  waitSteps: 0.5,
  costs: {
    stepSeconds: 0,
    sequenceSeconds: 0,
    promptStepSeconds: 0,
    kernelSeconds: 0,
    promptKernelSeconds: 0,
    requestSeconds: 0,
    promptTokenSeconds: 0,
  },
  kernelFactor: 1,
  memoryShare: 0.9,
  workspaceBytes: 0,
  blockTokens: 16,
  admission: 'full',
};
