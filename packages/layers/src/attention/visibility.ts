import { everyPosition, slidingWindow, type Retention, type StepFrame } from '@mantile/core';

/**
 * Which cached and new positions the queries of a step see, counted per sequence on one package;
 * `degree` packages share the positions.
 *
 * @example
 * import { StepFrame } from '@mantile/core';
 * import type { Visibility } from '@mantile/layers';
 * const itself: Visibility = {
 *   scored: (step, degree) => step.tokens(degree),
 *   read: () => 0,
 *   written: () => 0,
 *   exchanged: () => 0,
 * };
 * itself.scored(new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 10 }), 4) // => 3
 * @category Attention
 */
export interface Visibility {
  /** What the cache keeps; absent where nothing outlives the step. */
  readonly retention?: Retention | undefined;
  /** Query-key pairs that are scored. */
  scored(step: StepFrame, degree: number): number;
  /** Cached positions that are read. */
  read(step: StepFrame, degree: number): number;
  /** New positions that are stored and outlive the step. */
  written(step: StepFrame, degree: number): number;
  /** Positions whose keys and values a package needs when a prompt is split over `degree` packages. */
  exchanged(step: StepFrame, degree: number): number;
}

/** Each token sees those before it and itself: all, or the last `window` of them and the first `sinks` tokens. */
export function causal(window = Infinity, sinks = 0): Visibility {
  const capacity = window + sinks;
  return {
    retention: window === Infinity ? everyPosition : slidingWindow(window, sinks),
    scored: (step, degree) => scoredPairs(step, capacity, degree),
    read: (step, degree) => readPositions(step, capacity, degree),
    written: (step, degree) => writtenPositions(step, capacity, degree, sinks),
    exchanged: (step, degree) => exchangedPositions(step, capacity, degree),
  };
}

/**
 * Each token sees those before it in its own chunk of `size` positions, and itself. The cache is a ring of one
 * chunk, and the dense count takes a chunk for a window, full as it may be; the exact one knows how far it is filled.
 */
export function chunked(size: number): Visibility {
  return {
    retention: {
      description: `a chunk of ${size} positions`,
      positions: (length) => Math.min(length, size),
    },
    scored(step, degree) {
      const { causal, phase, length, contextLen } = step;
      if (causal === 'dense') return scoredPairs(step, size, degree);
      const upTo = (positions: number, shares: number): number =>
        Math.floor(positions / size) * shareSum(size, shares) + shareSum(positions % size, shares);
      const pairs = (shares: number): number => upTo(length, shares) - upTo(contextLen, shares);
      if (phase === 'prefill') return dealt(step, pairs(1), degree);
      return step.shareOf === 'busiest' ? pairs(degree) : pairs(1) / degree;
    },
    read: (step, degree) =>
      step.causal === 'dense'
        ? readPositions(step, size, degree)
        : step.share(step.contextLen % size, degree),
    written: (step, degree) => writtenPositions(step, size, degree),
    exchanged: (step, degree) => exchangedPositions(step, size, degree),
  };
}

/**
 * Each new token sees those on both sides of it: all, `window` of them around it (itself included), or those of
 * its block of `chunk` positions. Nothing is kept, so there is no past; packages that repeat tokens repeat their scores.
 */
export function bidirectional({ window = Infinity, chunk = Infinity } = {}): Visibility {
  const before = Math.floor(window / 2);
  const after = Math.ceil(window / 2) - 1;
  return {
    scored(step, degree) {
      const { seqLen } = step;
      if (step.causal === 'dense') return step.tokens(degree) * Math.min(seqLen, window, chunk);
      const rest = seqLen % chunk;
      const pairs =
        chunk < Infinity
          ? ((seqLen - rest) / chunk) * chunk * chunk + rest * rest
          : seqLen + neighbours(seqLen, before) + neighbours(seqLen, after);
      return step.phase === 'prefill' ? dealt(step, pairs, degree) : pairs;
    },
    read: () => 0,
    written: () => 0,
    exchanged: (step, degree) =>
      Math.min(step.seqLen, step.tokens(degree) + Math.min(window, chunk) - 1),
  };
}

/** Each token sees all `length` positions of an encoder, which are stored when a prompt begins and stay. */
export function crossing(length: number): Visibility {
  const isCached = ({ phase, contextLen }: StepFrame): boolean =>
    phase === 'decode' || contextLen > 0;
  return {
    retention: { description: `the ${length} positions of the encoder`, positions: () => length },
    scored: (step, degree) =>
      step.phase === 'decode'
        ? step.seqLen * step.share(length, degree)
        : step.tokens(degree) * length,
    read: (step, degree) => (isCached(step) ? step.share(length, degree) : 0),
    written: (step, degree) => (isCached(step) ? 0 : step.share(length, degree)),
    exchanged: () => length,
  };
}

/**
 * Query-key pairs that are scored under a causal mask. `capacity` is the number of positions that a query sees at
 * most: the window, the current token included, and retained sink tokens; infinite for full attention.
 */
export function scoredPairs(step: StepFrame, capacity: number, degree: number): number {
  const { causal, phase, length, contextLen, seqLen } = step;
  if (causal === 'dense') {
    const span = Math.min(length, capacity);
    return phase === 'decode' ? seqLen * step.share(span, degree) : step.tokens(degree) * span;
  }
  // The i-th new token sees the context and i new ones, up to the capacity.
  const growing = Math.max(0, Math.min(seqLen, capacity - contextLen));
  const saturated = seqLen - growing;
  // Decoding, packages share the positions of every query; in a prompt they share the queries.
  const shares = phase === 'decode' && step.shareOf === 'busiest' ? degree : 1;
  const rising = shareSum(contextLen + growing, shares) - shareSum(contextLen, shares);
  const pairs = saturated === 0 ? rising : rising + saturated * Math.ceil(capacity / shares);
  if (phase === 'prefill') return dealt(step, pairs, degree);
  return shares === degree ? pairs : pairs / degree;
}

/** Cached positions that are read: those that the first new token sees, which sees farthest back. */
function readPositions(step: StepFrame, capacity: number, degree: number): number {
  return step.share(Math.min(step.contextLen, capacity - 1), degree);
}

/** New positions that are stored and outlive the step; `sinks` of the capacity are kept for the first tokens. */
export function writtenPositions(
  step: StepFrame,
  capacity: number,
  degree: number,
  sinks = 0,
): number {
  const window = capacity - sinks;
  const kept = Math.min(step.seqLen, window);
  const keptAsSinks = Math.max(0, Math.min(sinks, step.length - window) - step.contextLen);
  const written = sinks === 0 ? kept : kept + keptAsSinks;
  // The few tokens of a decoding step all fall to one package.
  const isOneToOne = step.phase === 'decode' && step.shareOf === 'busiest';
  return isOneToOne ? written : step.share(written, degree);
}

/** Positions whose keys and values a package needs when a prompt is split over `degree` packages. */
function exchangedPositions(step: StepFrame, capacity: number, degree: number): number {
  return Math.min(step.length, step.tokens(degree) + capacity - 1);
}

/**
 * Pairs of a prompt on the busiest package: engines deal the tokens so that all packages see alike, and the
 * busiest has ⌈seqLen / degree⌉ of them.
 */
export function dealt(step: StepFrame, pairs: number, degree: number): number {
  if (degree === 1) return pairs;
  if (step.shareOf === 'average') return pairs / degree;
  const tokens = step.tokens(degree);
  const perToken = Math.floor(pairs / step.seqLen);
  // In two parts, so that no product grows beyond the exact range before the pairs themselves do.
  const rest = pairs - perToken * step.seqLen;
  return tokens * perToken + Math.ceil((tokens * rest) / step.seqLen);
}

/** ⌈1/degree⌉ + ⌈2/degree⌉ + … + ⌈count/degree⌉: the busiest share of a span that grows by one position each time. */
export function shareSum(count: number, degree: number): number {
  const full = Math.floor(count / degree);
  const rest = count - full * degree;
  return (degree * full * (full + 1)) / 2 + rest * (full + 1);
}

/** Neighbours on one side, `reach` at most, summed over all tokens of a sequence. */
function neighbours(seqLen: number, reach: number): number {
  const most = Math.min(reach, seqLen - 1);
  return (most * (most + 1)) / 2 + (seqLen - 1 - most) * most;
}
