import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { MultiHeadLatentAttentionLayer } from './multiHeadLatentAttention.ts';

const degree = fc.constantFrom(1, 2, 3, 4);
const small = fc.integer({ min: 1, max: 6 });

const layers = fc.record({
  hiddenSize: small,
  numHeads: fc.constant(12),
  qLoraRank: fc.option(small, { nil: undefined }),
  kvLoraRank: small,
  qkNopeHeadDim: small,
  qkRopeHeadDim: fc.integer({ min: 0, max: 3 }),
  vHeadDim: small,
  outputGate: fc.constantFrom(undefined, 'elementwise' as const),
});
const plans = fc.record({
  tensorParallel: degree,
  contextParallel: degree,
  attentionDataParallel: degree,
});
const steps = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.integer({ min: 1, max: 5 }),
  seqLen: fc.integer({ min: 1, max: 9 }),
  contextLen: fc.integer({ min: 0, max: 11 }),
});

type Spec = typeof layers extends fc.Arbitrary<infer T> ? T : never;
type Plan = typeof plans extends fc.Arbitrary<infer T> ? T : never;
type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never;

const dealtTo = (count: number, owner: number, owners: number): number[] =>
  Array.from({ length: count }, (_, index) => index).filter((index) => index % owners === owner);

/** Walks through every package, sequence, token, head and position, and adds up what happens there. */
function walk(spec: Spec, plan: Plan, step: Steps, causal: 'dense' | 'exact') {
  const { hiddenSize: d, numHeads, qLoraRank, kvLoraRank: latent, outputGate } = spec;
  const { qkNopeHeadDim: nope, qkRopeHeadDim: rope, vHeadDim: value } = spec;
  const { tensorParallel: tp, contextParallel: cp, attentionDataParallel: adp } = plan;
  const length = step.contextLen + step.seqLen;
  const isDecode = step.phase === 'decode';
  const packages: { flops: number; held: number; read: number }[] = [];
  for (let rank = 0; rank < tp * cp * adp; rank += 1) {
    const contextRank = Math.floor(rank / tp) % cp;
    const sequences = dealtTo(step.batchSize, Math.floor(rank / tp / cp), adp);
    const heads = dealtTo(numHeads, rank % tp, tp);
    let flops = 0;
    let held = 0;
    let read = 0;
    for (const _ of sequences) {
      const own = dealtTo(length, contextRank, cp);
      held += own.length * (latent + rope);
      read += own.filter((position) => position < step.contextLen).length * (latent + rope);
      const tokens = isDecode ? dealtTo(step.seqLen, 0, 1) : dealtTo(step.seqLen, contextRank, cp);
      if (!isDecode) {
        // Keys and values of every position, for the package's heads.
        for (const _head of heads) flops += length * 2 * latent * (nope + value);
      }
      for (const token of tokens) {
        flops += 2 * d * (latent + rope) + 5 * latent;
        if (qLoraRank !== undefined) flops += 2 * d * qLoraRank + 5 * qLoraRank;
        const visible = causal === 'dense' ? length : step.contextLen + token + 1;
        const keys = isDecode ? own.filter((position) => position < visible).length : visible;
        for (const _head of heads) {
          flops += 2 * (qLoraRank ?? d) * (nope + rope);
          if (isDecode) {
            flops += 2 * nope * latent + 2 * latent * value;
            for (let key = 0; key < keys; key += 1) flops += 2 * (latent + rope) + 2 * latent;
          } else {
            for (let key = 0; key < keys; key += 1) flops += 2 * (nope + rope) + 2 * value;
          }
          if (outputGate !== undefined) flops += 2 * d * value;
          flops += 2 * value * d;
        }
      }
    }
    packages.push({ flops, held, read });
  }
  const total = (of: (one: (typeof packages)[number]) => number) =>
    packages.reduce((sum, one) => sum + of(one), 0);
  return {
    busiest: Math.max(...packages.map(({ flops }) => flops)),
    flops: total(({ flops }) => flops),
    held: total(({ held }) => held),
    mostRead: Math.max(...packages.map(({ read }) => read)),
  };
}

describe('latent attention is what a walk through packages, heads, tokens and positions counts', () => {
  test.prop([layers, plans, steps], { numRuns: 1000 })('dense', (spec, parallelism, step) => {
    const walked = walk(spec, parallelism, step, 'dense');
    const layer = new MultiHeadLatentAttentionLayer({ ...spec, parallelism, dtype: 'fp8' });
    const metrics = layer.computeMetrics(step);
    expect(metrics.flopsPerPackage).toBe(walked.busiest);
    expect(metrics.flopsTotal).toBe(walked.flops);
    expect(metrics.kvCacheTotal).toBe(walked.held);
    expect(metrics.kvReadPerPackage).toBe(walked.mostRead);
  });

  test.prop([layers, plans, steps], { numRuns: 1000 })('exact', (spec, parallelism, step) => {
    const walked = walk(spec, parallelism, step, 'exact');
    const layer = new MultiHeadLatentAttentionLayer({ ...spec, parallelism, dtype: 'fp8' });
    const metrics = layer.computeMetrics({ ...step, causal: 'exact' });
    expect(metrics.flopsTotal).toBe(walked.flops);
    // Prompts are dealt so that packages see alike; only then no package does more than its share.
    const isDealt = step.phase === 'prefill' && parallelism.contextParallel > 1;
    if (!isDealt) expect(metrics.flopsPerPackage).toBe(walked.busiest);
    expect(metrics.kvReadPerPackage).toBe(walked.mostRead);
  });
});

test.prop([layers, steps])('expanding one position costs what absorbing it costs', (spec, step) => {
  // So both forms differ in their cores alone: a prompt of one token scores one key, 2·heads·(latent + rope + latent)
  // against 2·heads·(nope + rope + value).
  const layer = new MultiHeadLatentAttentionLayer(spec);
  const { numHeads, kvLoraRank, qkNopeHeadDim, vHeadDim } = spec;
  const one = { batchSize: step.batchSize, seqLen: 1, contextLen: 0 };
  const difference =
    layer.computeFlops({ phase: 'decode', ...one }) -
    layer.computeFlops({ phase: 'prefill', ...one });
  expect(difference).toBe(
    step.batchSize * 2 * numHeads * (2 * kvLoraRank - qkNopeHeadDim - vHeadDim),
  );
});
