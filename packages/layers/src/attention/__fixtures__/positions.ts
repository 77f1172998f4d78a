import type { StepFrame } from '@mantile/core';

/** Whether a token at one position sees another position. */
export type Sees = (token: number, position: number) => boolean;

/** What a token sees under a causal mask, with a window and retained sinks. */
export function seesCausally(window: number, sinks: number): Sees {
  return (token, position) => position <= token && (position > token - window || position < sinks);
}

/** The whole numbers from `start` to before `end`. */
export function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}

/** Deals items out in turn; how many each of `degree` packages gets. */
export function deal(items: readonly unknown[], degree: number): number[] {
  const counts = range(0, degree).map(() => 0);
  items.forEach((_, index) => {
    counts[index % degree] = (counts[index % degree] ?? 0) + 1;
  });
  return counts;
}

/** How many of the items one of `degree` packages gets. */
export function dealtTo(at: number, items: readonly unknown[], degree: number): number {
  let count = 0;
  for (let index = at; index < items.length; index += degree) count += 1;
  return count;
}

/** What is seen in a step, by listing positions one by one. */
export function enumeratePositions({ contextLen, length }: StepFrame, sees: Sees) {
  const all = range(0, length);
  const tokens = range(contextLen, length);
  const seenBy = (token: number): number[] => all.filter((position) => sees(token, position));
  const seen = tokens.map(seenBy);
  const union = (of: readonly number[]): Set<number> => new Set(of.flatMap(seenBy));
  return {
    /** Of each new token, the positions that it sees. */
    seen,
    pairs: seen.reduce((sum, positions) => sum + positions.length, 0),
    /** Most that any token of the sequence sees, an earlier one perhaps. */
    span: all.map((token) => seenBy(token).length).reduce((most, count) => Math.max(most, count)),
    /** Cached positions that any new token sees. */
    past: range(0, contextLen).filter((position) => tokens.some((token) => sees(token, position))),
    /** Positions that stay: those which the newest token still sees. */
    retained: seenBy(length - 1),
    /** Positions that `count` neighbouring tokens, the last of the sequence, need between them. */
    neededBy: (count: number): number => union(range(length - count, length)).size,
  };
}
