import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { SlidingWindowAttentionLayer } from './slidingWindowAttention.ts';

// Heads of two elements: an entry of keys and values is 2·2·2 elements, a pair 4·4·2 FLOPs.
const sizes = { hiddenSize: 8, numHeads: 4, numKvHeads: 2 };
const entry = 8 * 2;
const pair = 32;
const row = 384;

type Options = ConstructorParameters<typeof SlidingWindowAttentionLayer>[0];
const make = (options: Partial<Options>) =>
  new SlidingWindowAttentionLayer({ ...sizes, ...options });

describe('a window', () => {
  test('limits what a prompt scores and keeps', () => {
    const metrics = make({ slidingWindow: 4 }).computeMetrics({
      phase: 'prefill',
      batchSize: 1,
      seqLen: 10,
    });
    expect(metrics.flopsPerPackage).toBe(10 * row + 10 * 4 * pair);
    expect([metrics.kvCachePerPackage, metrics.kvWritePerPackage]).toEqual([4 * entry, 4 * entry]);
    const exact = make({ slidingWindow: 4 }).computeMetrics({
      phase: 'prefill',
      batchSize: 1,
      seqLen: 10,
      causal: 'exact',
    });
    // 1 + 2 + 3 + 7·4 pairs
    expect(exact.flopsPerPackage).toBe(10 * row + 34 * pair);
  });

  test('with retained tokens is wider by them', () => {
    const layer = make({ slidingWindow: 4, numSinks: 2 });
    const metrics = layer.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 99 });
    expect(metrics.flopsPerPackage).toBe(row + 6 * pair);
    expect([metrics.kvCachePerPackage, metrics.kvReadPerPackage]).toEqual([6 * entry, 5 * entry]);
  });

  test('keeps of a later chunk of the prompt no first tokens', () => {
    const layer = make({ slidingWindow: 4, numSinks: 2 });
    const later = { phase: 'prefill', batchSize: 1, seqLen: 20, contextLen: 50 } as const;
    expect(layer.computeMetrics(later).kvWritePerPackage).toBe(4 * entry);
    // Of tokens 1 to 20 the second token stays, and the last four.
    expect(layer.computeMetrics({ ...later, contextLen: 1 }).kvWritePerPackage).toBe(5 * entry);
  });

  test('bounds what packages that share a prompt exchange', () => {
    const layer = make({ slidingWindow: 4, numSinks: 1, parallelism: { contextParallel: 2 } });
    const metrics = layer.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 16 });
    // 8 tokens of their own, 3 before them and the first
    expect(metrics.communicationBytes).toBe(12 * entry);
  });

  test('on both sides lies around the token', () => {
    const layer = make({ slidingWindow: 3, isCausal: false });
    const request = { phase: 'prefill', batchSize: 1, seqLen: 5 } as const;
    expect(layer.computeMetrics(request).flopsPerPackage).toBe(5 * row + 15 * pair);
    // The first and the last token have one neighbour only.
    expect(layer.computeMetrics({ ...request, causal: 'exact' }).flopsPerPackage).toBe(
      5 * row + 13 * pair,
    );
  });
});

describe('a chunk', () => {
  const layer = make({ chunkSize: 4 });

  test('counts, densely, as a window that is full', () => {
    const metrics = layer.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 8 });
    expect(metrics.flopsPerPackage).toBe(row + 4 * pair);
    expect([metrics.kvCachePerPackage, metrics.kvReadPerPackage]).toEqual([4 * entry, 3 * entry]);
  });

  test('counts, exactly, as far as it is filled', () => {
    const at = (contextLen: number) =>
      layer.computeMetrics({ phase: 'decode', batchSize: 1, contextLen, causal: 'exact' });
    // The ninth token begins the third chunk; the eleventh is its third.
    expect(at(8).flopsPerPackage).toBe(row + pair);
    expect(at(8).kvReadPerPackage).toBe(0);
    expect(at(10).flopsPerPackage).toBe(row + 3 * pair);
    expect(at(10).kvReadPerPackage).toBe(2 * entry);
    const prompt = { phase: 'prefill', batchSize: 1, seqLen: 10, causal: 'exact' } as const;
    // Two full chunks of 1 + 2 + 3 + 4, and 1 + 2
    expect(layer.computeMetrics(prompt).flopsPerPackage).toBe(10 * row + 23 * pair);
  });
});

test('refused are limits that are missing, or do not go together', () => {
  const paths = (options: Partial<Options>) =>
    faultsOf(() => make(options)).map(({ path }) => path);
  expect(paths({})).toEqual(['slidingWindow']);
  expect(paths({ slidingWindow: 4, chunkSize: 4 })).toEqual(['chunkSize']);
  expect(paths({ chunkSize: 4, numSinks: 1 })).toEqual(['numSinks']);
  expect(paths({ slidingWindow: 4, numSinks: 1, isCausal: false })).toEqual(['numSinks']);
  expect(paths({ slidingWindow: 0 })).toEqual(['slidingWindow']);
  expect(paths({ numHeads: 5, slidingWindow: 4, chunkSize: 4 })).toEqual([
    'numKvHeads',
    'headDim',
    'chunkSize',
  ]);
});
