import { everyPosition } from '@mantile/core';
import { scoredPairs, writtenPositions, type Visibility } from '../visibility.ts';

/**
 * Each token sees `most` positions that an indexer picks for it, among those before it and itself; all of them
 * while there are no more. Everything is kept, since any position may be picked later.
 *
 * Every token picks for itself: a step reads what its tokens can have picked between them, and packages that
 * share the positions are taken to hold an equal part of every choice.
 */
export function selected(most: number): Visibility {
  return {
    retention: everyPosition,
    scored: (step, degree) => scoredPairs(step, most, degree),
    read: (step, degree) => step.share(Math.min(step.contextLen, step.seqLen * most), degree),
    written: (step, degree) => writtenPositions(step, Infinity, degree),
    exchanged: (step, degree) => Math.min(step.length, step.tokens(degree) * most),
  };
}
