import { FaultList, requireWholeNumber } from './errors.ts';

/**
 * What a step does: process a prompt (or a chunk of one), or generate.
 *
 * @example
 * import type { Phase } from '@mantile/core';
 * const phase: Phase = 'decode';
 * phase // => 'decode'
 * @category Steps
 */
export type Phase = 'prefill' | 'decode';

/**
 * Which query-key pairs count as work: `dense` lets every query score its whole span,
 * `exact` skips the pairs that the causal mask hides, as kernels do.
 *
 * @example
 * import type { CausalCount } from '@mantile/core';
 * const count: CausalCount = 'exact';
 * count // => 'exact'
 * @category Steps
 */
export type CausalCount = 'dense' | 'exact';

/**
 * One step of a model: how many sequences, how many new tokens in each, how many are cached already.
 *
 * The three lengths stay apart: `seqLen` new tokens follow `contextLen` cached ones, and the sequence is
 * `contextLen + seqLen` long after the step. A chunk of a prompt, or a cached prefix, is a prefill with a
 * larger `contextLen`; speculative decoding is a decode with a larger `seqLen`.
 *
 * @example
 * import type { Step } from '@mantile/core';
 * const prompt: Step = { phase: 'prefill', batchSize: 1, seqLen: 2048 };
 * const nextToken: Step = { phase: 'decode', batchSize: 1, contextLen: 2048 };
 * [prompt.seqLen, nextToken.contextLen] // => [2048, 2048]
 * @category Steps
 */
export interface Step {
  readonly phase: Phase;
  /** Sequences in the batch. */
  readonly batchSize: number;
  /** New tokens per sequence; required in prefill, 1 by default in decode. */
  readonly seqLen?: number | undefined;
  /** Tokens per sequence cached before the step; 0 by default in prefill, required in decode. */
  readonly contextLen?: number | undefined;
}

/**
 * Whose share of the work is asked for: that of the busiest package, or the average over all packages
 * (times their number, it is the exact total).
 *
 * @example
 * import { StepFrame, type ShareOf } from '@mantile/core';
 * const frame = new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 10 });
 * const tokensOf = (shareOf: ShareOf) => {
 *   frame.shareOf = shareOf;
 *   return frame.tokens(4);
 * };
 * [tokensOf('busiest'), tokensOf('average')] // => [3, 2.5]
 * @category Steps
 */
export type ShareOf = 'busiest' | 'average';

/**
 * A step with its defaults filled in, as layers see it in `forward`. One frame is reused for many steps.
 *
 * @example
 * import { StepFrame } from '@mantile/core';
 * const frame = new StepFrame().set({ phase: 'prefill', batchSize: 2, seqLen: 10 });
 * frame.tokens(4) // => 3
 * frame.length // => 10
 * @category Steps
 */
export class StepFrame {
  phase: Phase = 'prefill';
  /** Sequences in the batch, over all packages. */
  batchSize = 1;
  /**
   * Sequences in the busiest of the data-parallel groups, where these are not dealt out as evenly as whole ones can
   * be: a mean of many steps has a part of one more in each of them, not a whole one.
   */
  busiestSequences: number | undefined = undefined;
  /** New tokens per sequence. */
  seqLen = 1;
  /** Tokens per sequence cached before the step. */
  contextLen = 0;
  /** Tokens per sequence after the step. */
  length = 1;
  causal: CausalCount = 'dense';
  shareOf: ShareOf = 'busiest';

  /** Takes over a step; refuses one that makes no sense, with all its faults. */
  set(step: Step): this {
    const isDecode = step.phase === 'decode';
    const seqLen = step.seqLen ?? (isDecode ? 1 : NaN);
    const contextLen = step.contextLen ?? (isDecode ? NaN : 0);
    const phase: string = step.phase;
    const isLegal =
      (isDecode || phase === 'prefill') &&
      Number.isSafeInteger(step.batchSize) &&
      step.batchSize >= 1 &&
      Number.isSafeInteger(seqLen) &&
      seqLen >= 1 &&
      Number.isSafeInteger(contextLen) &&
      contextLen >= 0;
    if (!isLegal) refuseStep(step);
    this.phase = step.phase;
    this.batchSize = step.batchSize;
    this.busiestSequences = undefined;
    this.seqLen = seqLen;
    this.contextLen = contextLen;
    this.length = contextLen + seqLen;
    return this;
  }

  /** A quantity spread over `degree` packages: rounded up for the busiest one, exact on average. */
  share(quantity: number, degree: number): number {
    if (degree === 1) return quantity;
    return this.shareOf === 'busiest' ? Math.ceil(quantity / degree) : quantity / degree;
  }

  /** Sequences that one of `degree` data-parallel groups serves. */
  sequences(degree: number): number {
    const { batchSize, busiestSequences } = this;
    if (busiestSequences === undefined || this.shareOf === 'average' || degree === 1) {
      return this.share(batchSize, degree);
    }
    return Math.max(busiestSequences, batchSize / degree);
  }

  /**
   * New tokens per sequence on one of `degree` packages among which a prompt is split.
   * Decoding repeats its few tokens on each of them, since a single token cannot be divided.
   */
  tokens(degree: number): number {
    return this.phase === 'decode' ? this.seqLen : this.share(this.seqLen, degree);
  }
}

function refuseStep(step: Step): never {
  const faults = new FaultList();
  noteStepFaults(step, faults);
  faults.throwIfAny();
  // Unreachable unless the checks of the two drift apart.
  throw new Error('step refused without a fault');
}

/** Notes all that makes a step senseless. */
export function noteStepFaults(step: Step, faults: FaultList): void {
  const code = 'step.invalid';
  // Steps come from JavaScript callers and parsed files too.
  const phase: unknown = step.phase;
  if (phase !== 'prefill' && phase !== 'decode') {
    faults.add({
      code,
      path: 'phase',
      value: phase,
      legal: ['prefill', 'decode'],
      message: 'phase must be "prefill" or "decode".',
    });
  }
  requireWholeNumber(faults, code, 'batchSize', step.batchSize, 1);
  if (step.seqLen !== undefined || phase === 'prefill') {
    requireWholeNumber(faults, code, 'seqLen', step.seqLen, 1);
  }
  if (step.contextLen !== undefined) {
    requireWholeNumber(faults, code, 'contextLen', step.contextLen, 0);
  } else if (phase === 'decode') {
    faults.add({
      code,
      path: 'contextLen',
      value: undefined,
      message:
        'decode needs contextLen, the number of tokens already cached (seqLen counts the new ones).',
    });
  }
}
