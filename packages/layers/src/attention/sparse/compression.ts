import type { Retention, StepFrame } from '@mantile/core';
import { dealt, shareSum, type Visibility } from '../visibility.ts';

/** Keeps one entry for every `ratio` positions that are complete. */
export function everyComplete(ratio: number): Retention {
  return {
    description: `one entry for every ${ratio} positions`,
    positions: (length) => Math.floor(length / ratio),
  };
}

/**
 * Each token sees one entry for every `ratio` positions that are complete at it, and `most` of them where an indexer
 * picks. Positions here are entries: those that are read, stored and exchanged.
 */
export function compressed(ratio: number, most = Infinity): Visibility {
  const complete = (positions: number): number => Math.floor(positions / ratio);
  /** What the tokens up to a position see, those of `shares` packages among whom entries are dealt that has most. */
  const upTo = (position: number, shares: number): number => {
    const growing = Math.min(position, most * ratio - 1);
    const entries = complete(growing);
    const rest = growing - entries * ratio + 1;
    const rising =
      entries === 0
        ? 0
        : ratio * shareSum(entries - 1, shares) + rest * Math.ceil(entries / shares);
    return growing === position ? rising : rising + (position - growing) * Math.ceil(most / shares);
  };
  return {
    retention: everyComplete(ratio),
    scored(step, degree) {
      const { causal, phase, length, contextLen, seqLen } = step;
      if (causal === 'dense') {
        const span = Math.min(complete(length), most);
        return phase === 'decode' ? seqLen * step.share(span, degree) : step.tokens(degree) * span;
      }
      const pairs = (shares: number): number => upTo(length, shares) - upTo(contextLen, shares);
      if (phase === 'prefill') return dealt(step, pairs(1), degree);
      return step.shareOf === 'busiest' ? pairs(degree) : pairs(1) / degree;
    },
    read: (step, degree) =>
      step.share(Math.min(complete(step.contextLen), step.seqLen * most), degree),
    written: (step, degree) =>
      step.phase === 'decode' && step.shareOf === 'average'
        ? completedEntries(step, ratio, degree) / degree
        : completedEntries(step, ratio, degree),
    exchanged: (step, degree) => Math.min(complete(step.length), step.tokens(degree) * most),
  };
}

/**
 * Entries that a step completes on one of `degree` packages. A step of decoding completes one only now and then; it
 * counts as if it did, so that no step looks cheaper than the ones around it.
 */
export function completedEntries(step: StepFrame, ratio: number, degree: number): number {
  const { phase, length, contextLen, seqLen } = step;
  if (phase === 'decode') return Math.ceil(seqLen / ratio);
  return step.share(Math.floor(length / ratio) - Math.floor(contextLen / ratio), degree);
}
