import type { StepFrame } from '@mantile/core';

/**
 * Which cached and new positions the queries of a step see, counted per sequence on one package.
 *
 * `capacity` is the number of positions that a query sees at most: the window, the current token included,
 * and retained sink tokens; infinite for full attention. `degree` packages share the positions.
 */

/** Query-key pairs that are scored. */
export function scoredPairs(step: StepFrame, capacity: number, degree: number): number {
  if (step.causal === 'exact') return step.share(causalPairs(step, capacity), degree);
  const span = Math.min(step.length, capacity);
  return step.phase === 'decode'
    ? step.seqLen * step.share(span, degree)
    : step.tokens(degree) * span;
}

/** Pairs under the causal mask: the i-th new token sees the context and i new ones, up to the capacity. */
function causalPairs({ contextLen, seqLen }: StepFrame, capacity: number): number {
  const growing = Math.max(0, Math.min(seqLen, capacity - contextLen));
  const saturated = seqLen - growing;
  const rising = growing * contextLen + (growing * (growing + 1)) / 2;
  return saturated === 0 ? rising : rising + saturated * capacity;
}

/** Cached positions that are read. */
export function readPositions(step: StepFrame, capacity: number, degree: number): number {
  // Counted densely, all tokens of a decoding step share one span, and fill part of it themselves.
  const isSharedSpan = step.phase === 'decode' && step.causal === 'dense';
  const past = isSharedSpan
    ? Math.max(0, Math.min(step.length, capacity) - step.seqLen)
    : Math.min(step.contextLen, capacity - 1);
  return step.share(past, degree);
}

/** New positions that are stored and outlive the step. */
export function writtenPositions(step: StepFrame, capacity: number, degree: number): number {
  const kept = Math.min(step.seqLen, capacity);
  // The few tokens of a decoding step all fall to one package.
  return step.phase === 'decode' ? kept : step.share(kept, degree);
}

/** Positions whose keys and values a package needs when a prompt is split over `degree` packages. */
export function exchangedPositions(step: StepFrame, capacity: number, degree: number): number {
  return Math.min(step.length, step.tokens(degree) + capacity - 1);
}
