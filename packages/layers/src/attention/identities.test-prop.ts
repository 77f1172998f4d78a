import { fc, test } from '@fast-check/vitest';
import type { Step } from '@mantile/core';
import { describe, expect } from 'vitest';
import { range, seesCausally } from './__fixtures__/positions.ts';
import { AttentionLayer } from './attention.ts';
import { GroupedQueryAttentionLayer } from './groupedQueryAttention.ts';
import { SlidingWindowAttentionLayer } from './slidingWindowAttention.ts';

const degree = fc.constantFrom(1, 2, 3, 4);
const parallelisms = fc.record({
  tensorParallel: degree,
  contextParallel: degree,
  attentionDataParallel: degree,
});
const options = fc.record({
  hasBias: fc.boolean(),
  sinkLogits: fc.boolean(),
  vHeadDim: fc.constantFrom(3, 4),
  qkNorm: fc.constantFrom('perHead', 'fullWidth', 'perHeadAndDimension', 'weightless', undefined),
  outputGate: fc.constantFrom('elementwise', 'perHead', undefined),
});
const counted = fc.constantFrom('dense', 'exact');
const batchSize = fc.integer({ min: 1, max: 9 });
const steps = fc.oneof(
  fc.record({
    phase: fc.constant('prefill' as const),
    batchSize,
    seqLen: fc.integer({ min: 1, max: 500 }),
    contextLen: fc.integer({ min: 0, max: 500 }),
  }),
  fc.record({
    phase: fc.constant('decode' as const),
    batchSize,
    seqLen: fc.integer({ min: 1, max: 5 }),
    contextLen: fc.integer({ min: 0, max: 900 }),
  }),
);
const sizes = { hiddenSize: 48, numHeads: 12 };
const full = { ...sizes, numKvHeads: 12 };

describe('one thing by two names', () => {
  test.prop([parallelisms, options, steps, counted])(
    'as many KV heads as heads is multi-head attention',
    (parallelism, chosen, step, causal) => {
      const grouped = new GroupedQueryAttentionLayer({ ...full, ...chosen, parallelism });
      const plain = new AttentionLayer({ ...sizes, ...chosen, parallelism });
      const request = { ...step, causal };
      expect(grouped.computeMetrics(request)).toEqual(plain.computeMetrics(request));
    },
  );

  test.prop([parallelisms, options, steps, counted, fc.integer({ min: 0, max: 3 }), fc.nat(9)])(
    'a window, or a chunk, at least as long as the sequence is full attention',
    (parallelism, chosen, step, causal, numSinks, beyond) => {
      const length = step.contextLen + step.seqLen + beyond;
      const request = { ...step, causal };
      const unlimited = new GroupedQueryAttentionLayer({ ...full, ...chosen, parallelism });
      const expected = unlimited.computeMetrics(request);
      for (const limit of [{ slidingWindow: length, numSinks }, { chunkSize: length }]) {
        const limited = new SlidingWindowAttentionLayer({
          ...full,
          ...chosen,
          ...limit,
          parallelism,
        });
        expect(limited.computeMetrics(request)).toEqual(expected);
      }
    },
  );

  test.prop([options, steps, counted])('a degree of one is no degree', (chosen, step, causal) => {
    const parallelism = { tensorParallel: 1, contextParallel: 1, attentionDataParallel: 1 };
    const request = { ...step, causal };
    expect(
      new AttentionLayer({ ...sizes, ...chosen, parallelism }).computeMetrics(request),
    ).toEqual(new AttentionLayer({ ...sizes, ...chosen }).computeMetrics(request));
  });
});

describe('keys and values', () => {
  test.prop([steps, degree])('of one head are on every package', (step, tensorParallel) => {
    const layer = new GroupedQueryAttentionLayer({
      ...sizes,
      numKvHeads: 1,
      parallelism: { tensorParallel },
    });
    // Two vectors of four elements of two bytes, for every position.
    const length = step.contextLen + step.seqLen;
    expect(layer.computeKvCache(step)).toBe(step.batchSize * length * 2 * 4 * 2);
  });

  test.prop([parallelisms, fc.integer({ min: 1, max: 500 })])(
    'grow by one position when a token follows the prompt',
    (parallelism, seqLen) => {
      const layer = new GroupedQueryAttentionLayer({ ...full, parallelism });
      const prompt = layer.computeMetrics({ phase: 'prefill', batchSize: 4, seqLen });
      const token = layer.computeMetrics({ phase: 'decode', batchSize: 4, contextLen: seqLen });
      // Four sequences, keys and values of 48 elements of two bytes; replicated nowhere.
      expect(token.kvCacheTotal - prompt.kvCacheTotal).toBe(4 * 2 * 48 * 2);
    },
  );

  test.prop([parallelisms, steps])('are the same however they are spread', (parallelism, step) => {
    const spread = new GroupedQueryAttentionLayer({ ...full, parallelism }).computeMetrics(step);
    const whole = new GroupedQueryAttentionLayer(full).computeMetrics(step);
    expect(spread.kvCacheTotal).toBe(whole.kvCacheTotal);
  });

  test.prop([steps, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 5 })])(
    'are kept, or were written, or were let go',
    (step, slidingWindow, numSinks) => {
      const layer = new SlidingWindowAttentionLayer({ ...full, slidingWindow, numSinks });
      const { contextLen, seqLen } = step;
      const metrics = layer.computeMetrics(step);
      const sees = seesCausally(slidingWindow, numSinks);
      // What the newest token still sees stays.
      const before = range(0, contextLen).filter((position) => sees(contextLen - 1, position));
      const letGo = before.filter((position) => !sees(contextLen + seqLen - 1, position));
      const entry = step.batchSize * 2 * 48 * 2;
      expect(metrics.kvCachePerPackage).toBe(
        (before.length - letGo.length) * entry + metrics.kvWritePerPackage,
      );
    },
  );
});

describe('a prompt in chunks', () => {
  test.prop([
    fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 }),
    fc.oneof(
      fc.record({ slidingWindow: fc.integer({ min: 1, max: 200 }), numSinks: fc.nat(4) }),
      fc.record({ chunkSize: fc.integer({ min: 1, max: 200 }) }),
    ),
  ])('scores, counted exactly, what the whole prompt does', (chunks, limit) => {
    const layer = new SlidingWindowAttentionLayer({ ...full, ...limit });
    const flops = (step: Step) =>
      layer.computeMetrics({ ...step, causal: 'exact' }).flopsPerPackage;
    let contextLen = 0;
    let inChunks = 0;
    for (const seqLen of chunks) {
      inChunks += flops({ phase: 'prefill', batchSize: 1, seqLen, contextLen });
      contextLen += seqLen;
    }
    expect(inChunks).toBe(flops({ phase: 'prefill', batchSize: 1, seqLen: contextLen }));
  });
});
