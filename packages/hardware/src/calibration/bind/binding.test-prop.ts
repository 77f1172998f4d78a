import { standardDtypes, type AttentionOperation, type CollectiveOperation } from '@mantile/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { calibrationOf } from '../calibrationOf.ts';
import { joinedTime } from './attentionSizes.ts';
import { attentionTimes } from './attentionTimes.ts';
import { ExchangeTimes } from './exchangeTimes.ts';

const chips = ['a100-80-sxm', 'h100-sxm', 'h200-sxm', 'b200-sxm', 'b300-sxm', 'gb200', 'gb300'];
const engines = [undefined, 'trtllm', 'vllm', 'sglang'];
const roundOff = 1 - 1e-12;

describe('an all-reduce', () => {
  test.prop([
    fc.constantFrom(...chips),
    fc.constantFrom(...engines),
    fc.integer({ min: 1, max: 2 ** 30 }),
  ])('is never faster among more packages', (id, engine, bytes) => {
    const calibration = calibrationOf(id)!;
    const times = new ExchangeTimes(calibration, engine);
    const bandwidth = calibration.chip.linkGigabytesPerSecond! * 1e9;
    let before = 0;
    for (const packages of [2, 3, 4, 6, 8, 12, 16, 32, 64, 72]) {
      const operation = { collective: 'allReduce', name: 'sum', packages } as CollectiveOperation;
      const level = { packages, bandwidth, latency: 1e-6 };
      const seconds = times.seconds(operation, bytes, [level] as never);
      expect(seconds).toBeGreaterThanOrEqual(before * roundOff);
      before = seconds;
    }
  });
});

const plain = {
  kind: 'attention',
  name: 'plain',
  kernels: 1,
  heads: 32,
  kvHeads: 8,
  keyWidth: 128,
  valueWidth: 128,
  flopsPerPair: 4 * 32 * 128,
  stateBytesPerPosition: 2 * 8 * 256,
  stateDtype: standardDtypes.bf16,
  computeDtype: standardDtypes.bf16,
} as unknown as AttentionOperation;
const latent = {
  ...plain,
  name: 'latent',
  heads: 16,
  kvHeads: 1,
  keyWidth: 576,
  valueWidth: 512,
  stateBytesPerPosition: 2 * 576,
} as AttentionOperation;

describe('attention', () => {
  test.prop([
    fc.constantFrom('h100-sxm', 'b200-sxm'),
    fc.constantFrom(...engines),
    fc.constantFrom(plain, latent),
    fc.constantFrom(1, 4, 64),
    fc.integer({ min: 1, max: 64 }),
    fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 65_536 })),
  ])(
    'of one token more, or over one position more, takes no less and does not leap',
    (id, engine, operation, sequences, queries, past) => {
      const seconds = attentionTimes(calibrationOf(id)!, engine);
      const time = (tokens: number, cached: number): number =>
        seconds(operation, sequences, tokens, tokens * (cached + (tokens + 1) / 2), cached)!;
      const base = time(queries, past);
      const fuller = time(queries + 1, past);
      const further = time(queries, past + 1);
      expect(fuller).toBeGreaterThanOrEqual(base * roundOff);
      expect(fuller).toBeLessThanOrEqual(2.1 * base);
      expect(further).toBeGreaterThanOrEqual(base * roundOff);
      expect(further).toBeLessThanOrEqual(1.1 * base);
    },
  );
});

/** What queries of a layer with a window score, over at most as many kept positions. */
function windowedPairs(queries: number, past: number, window: number): number {
  let pairs = 0;
  for (let row = 1; row <= queries; row += 1) pairs += Math.min(past + row, window);
  return pairs;
}

describe('attention in a window', () => {
  test.prop([
    fc.constantFrom('h100-sxm', 'b200-sxm', 'gb300'),
    fc.constantFrom(...engines),
    fc.constantFrom(1, 4, 64),
    fc.constantFrom(128, 512, 1024),
    fc.integer({ min: 64, max: 3000 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ])(
    'grows with each token by no more than a token’s share of the work, wherever the window begins to cut',
    (id, engine, sequences, window, queries, share) => {
      const past = Math.floor(share * window);
      const seconds = attentionTimes(calibrationOf(id)!, engine);
      const time = (tokens: number): number =>
        seconds(plain, sequences, tokens, windowedPairs(tokens, past, window), past)!;
      // No tile of any kernel is told apart, so that nothing leaps; the first cut row weighs a few more.
      expect(time(queries + 1)).toBeLessThanOrEqual(time(queries) * (1 + 4 / queries + 0.01));
    },
  );
});

describe('the joined rule', () => {
  test.prop([
    fc.double({ min: 1, max: 1000, noNaN: true }),
    fc.double({ min: 1, max: 10, noNaN: true }),
    fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  ])('never falls from one token to the next while its parts do not', (once, growth, prompt) => {
    let before = 0;
    for (let queries = 1; queries <= 32; queries += 1) {
      const few = once * growth ** ((Math.min(queries, 8) - 1) / 7);
      const now = joinedTime(queries, once, few, prompt * (1 + queries / 100));
      expect(now).toBeGreaterThanOrEqual(before * roundOff);
      before = now;
    }
  });
});
