import { fc, test } from '@fast-check/vitest';
import { StepFrame, type Step } from '@mantile/core';
import { describe, expect } from 'vitest';
import {
  deal,
  enumeratePositions,
  range,
  seesCausally,
  type Sees,
} from './__fixtures__/positions.ts';
import { bidirectional, causal, chunked, crossing, type Visibility } from './visibility.ts';

const runs = { numRuns: 3000 };
const degree = fc.integer({ min: 1, max: 6 });
const length = fc.integer({ min: 1, max: 24 });
const context = fc.integer({ min: 0, max: 40 });
const prefill = fc
  .record({ seqLen: length, contextLen: context })
  .map((lengths): Step => ({ phase: 'prefill', batchSize: 1, ...lengths }));
const decode = fc
  .record({ seqLen: fc.integer({ min: 1, max: 6 }), contextLen: context })
  .map((lengths): Step => ({ phase: 'decode', batchSize: 1, ...lengths }));
const steps = fc.oneof(prefill, decode);
const countings = fc.constantFrom('dense', 'exact');

function frameOf(step: Step, counting: 'dense' | 'exact'): StepFrame {
  const frame = new StepFrame().set(step);
  frame.causal = counting;
  return frame;
}

function most(counts: readonly number[]): number {
  return Math.max(...counts);
}

/** ⌈tokens · pairs / all tokens⌉: what the package with most tokens scores when all see alike. */
function balanced(pairs: number, tokens: number, packages: number): number {
  const share = most(deal(range(0, tokens), packages));
  return Number((BigInt(share) * BigInt(pairs) + BigInt(tokens - 1)) / BigInt(tokens));
}

/** Pairs on the busiest package, by listing them. */
function scoredByListing(frame: StepFrame, sees: Sees, packages: number): number {
  const { seen, pairs, span } = enumeratePositions(frame, sees);
  const isDense = frame.causal === 'dense';
  if (frame.phase === 'prefill') {
    const tokens = most(deal(seen, packages));
    return isDense ? tokens * span : balanced(pairs, frame.seqLen, packages);
  }
  const spans = isDense ? seen.map(() => range(0, span)) : seen;
  const dealt = spans.map((positions) => deal(positions, packages));
  return most(
    range(0, packages).map((at) => dealt.reduce((sum, counts) => sum + (counts[at] ?? 0), 0)),
  );
}

function readByListing(frame: StepFrame, sees: Sees, packages: number): number {
  return most(deal(enumeratePositions(frame, sees).past, packages));
}

function expectAverages(visibility: Visibility, frame: StepFrame, packages: number): void {
  const whole = visibility.scored(frame, 1);
  const busiest = visibility.scored(frame, packages);
  expect(busiest * packages).toBeGreaterThanOrEqual(whole);
  frame.shareOf = 'average';
  expect(visibility.scored(frame, packages) * packages).toBeCloseTo(whole, 6);
  expect(visibility.read(frame, packages) * packages).toBeCloseTo(visibility.read(frame, 1), 6);
  expect(visibility.written(frame, packages) * packages).toBeCloseTo(
    visibility.written(frame, 1),
    6,
  );
}

describe('a causal mask', () => {
  const window = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(Infinity));
  const sinks = fc.integer({ min: 0, max: 5 });

  test.prop([steps, countings, window, sinks, degree], runs)(
    'scores, reads, writes and keeps what a list of positions says',
    (step, counting, size, kept, packages) => {
      const firstKept = size === Infinity ? 0 : kept;
      const frame = frameOf(step, counting);
      const sees = seesCausally(size, firstKept);
      const visibility = causal(size, firstKept);
      const { retained } = enumeratePositions(frame, sees);
      expect(visibility.scored(frame, packages)).toBe(scoredByListing(frame, sees, packages));
      expect(visibility.read(frame, packages)).toBe(readByListing(frame, sees, packages));
      expect(visibility.retention?.positions(frame.length)).toBe(retained.length);
      const written = retained.filter((position) => position >= frame.contextLen);
      const dealt = frame.phase === 'decode' ? written.length : most(deal(written, packages));
      expect(visibility.written(frame, packages)).toBe(dealt);
      expectAverages(visibility, frame, packages);
    },
  );

  test.prop([prefill, window, sinks, degree], runs)(
    'exchanges what the last tokens of a prompt need between them',
    (step, size, kept, packages) => {
      const firstKept = size === Infinity ? 0 : kept;
      const frame = frameOf(step, 'dense');
      const { neededBy } = enumeratePositions(frame, seesCausally(size, firstKept));
      const tokens = most(deal(range(0, frame.seqLen), packages));
      expect(causal(size, firstKept).exchanged(frame, packages)).toBe(neededBy(tokens));
    },
  );
});

describe('chunks', () => {
  const size = fc.integer({ min: 1, max: 16 });
  const seesChunk =
    (chunk: number): Sees =>
    (token, position) =>
      position <= token && Math.floor(position / chunk) === Math.floor(token / chunk);

  test.prop([steps, countings, size, degree], runs)(
    'score, read, write and keep what a list of positions says',
    (step, counting, chunk, packages) => {
      const frame = frameOf(step, counting);
      const sees = seesChunk(chunk);
      const visibility = chunked(chunk);
      expect(visibility.scored(frame, packages)).toBe(scoredByListing(frame, sees, packages));
      // Counted densely, a chunk is a window that is always full.
      const seesFull = counting === 'dense' ? seesCausally(chunk, 0) : sees;
      expect(visibility.read(frame, packages)).toBe(readByListing(frame, seesFull, packages));
      const ring = range(0, frame.length).slice(-chunk);
      expect(visibility.retention?.positions(frame.length)).toBe(ring.length);
      const written = ring.filter((position) => position >= frame.contextLen);
      const dealt = frame.phase === 'decode' ? written.length : most(deal(written, packages));
      expect(visibility.written(frame, packages)).toBe(dealt);
      const { neededBy } = enumeratePositions(frame, sees);
      const tokens = most(deal(range(0, frame.seqLen), packages));
      expect(visibility.exchanged(frame, packages)).toBeGreaterThanOrEqual(neededBy(tokens));
      expectAverages(visibility, frame, packages);
    },
  );
});

describe('attention to both sides', () => {
  const limits = fc.oneof(
    fc.constant({}),
    fc.record({ window: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ chunk: fc.integer({ min: 1, max: 16 }) }),
  );

  test.prop([steps, countings, limits, degree], runs)(
    'scores what a list of positions says, and keeps nothing',
    (step, counting, limit, packages) => {
      const frame = frameOf(step, counting);
      const { window = Infinity, chunk = Infinity } = limit as { window?: number; chunk?: number };
      const before = Math.floor(window / 2);
      const after = Math.ceil(window / 2) - 1;
      // Nothing is cached: the sequence is what the step brings.
      const tokens = range(0, frame.seqLen);
      const pairs = tokens.flatMap((token) =>
        tokens.filter(
          (position) =>
            Math.floor(position / chunk) === Math.floor(token / chunk) &&
            token - position <= before &&
            position - token <= after,
        ),
      ).length;
      const span = Math.min(frame.seqLen, window, chunk);
      const isDecode = frame.phase === 'decode';
      const busiest = isDecode ? frame.seqLen : most(deal(tokens, packages));
      const exact = isDecode ? pairs : balanced(pairs, frame.seqLen, packages);
      const visibility = bidirectional(limit);
      expect(visibility.scored(frame, packages)).toBe(
        counting === 'dense' ? busiest * span : exact,
      );
      expect(visibility.retention).toBeUndefined();
      expect([visibility.read(frame, packages), visibility.written(frame, packages)]).toEqual([
        0, 0,
      ]);
    },
  );
});

describe('attention over an encoder', () => {
  test.prop([steps, countings, length, degree], runs)(
    'scores and keeps all its positions, written when a prompt begins and read afterwards',
    (step, counting, positions, packages) => {
      const frame = frameOf(step, counting);
      const visibility = crossing(positions);
      const share = most(deal(range(0, positions), packages));
      const tokens = most(deal(range(0, frame.seqLen), packages));
      const isDecode = frame.phase === 'decode';
      const begins = !isDecode && frame.contextLen === 0;
      expect(visibility.scored(frame, packages)).toBe(
        isDecode ? frame.seqLen * share : tokens * positions,
      );
      expect(visibility.read(frame, packages)).toBe(begins ? 0 : share);
      expect(visibility.written(frame, packages)).toBe(begins ? share : 0);
      expect(visibility.exchanged(frame, packages)).toBe(positions);
      expect(visibility.retention?.positions(frame.length)).toBe(positions);
      expectAverages(visibility, frame, packages);
    },
  );
});
