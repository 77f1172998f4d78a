import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { CompressedAttentionLayer } from './compressedAttention.ts';

const small = fc.integer({ min: 1, max: 6 });
const specs = fc.record({
  hiddenSize: small,
  numHeads: fc.constant(12),
  headDim: small,
  qLoraRank: small,
  oGroups: fc.constantFrom(1, 2, 4, 12),
  oLoraRank: small,
  slidingWindow: fc.integer({ min: 1, max: 12 }),
  compressRatio: fc.constantFrom(0 as const, 4 as const, 128 as const),
  indexNumHeads: small,
  indexHeadDim: small,
  indexTopk: small,
});
const steps = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.integer({ min: 1, max: 3 }),
  seqLen: fc.integer({ min: 1, max: 9 }),
  contextLen: fc.integer({ min: 0, max: 300 }),
});
const causal = fc.constantFrom('dense' as const, 'exact' as const);

type Of<Arbitrary> = Arbitrary extends fc.Arbitrary<infer T> ? T : never;

/** Walks through sequences, tokens, heads, positions and entries on one package, and adds up what happens there. */
function walk(spec: Of<typeof specs>, step: Of<typeof steps>, count: 'dense' | 'exact'): number {
  const { hiddenSize: d, headDim: width, qLoraRank: low, numHeads, compressRatio: ratio } = spec;
  const { indexNumHeads, indexHeadDim: index } = spec;
  const last = step.contextLen + step.seqLen - 1;
  const runs = ratio === 4 ? 2 : 1;
  let flops = 0;
  for (let sequence = 0; sequence < step.batchSize; sequence += 1) {
    for (let position = step.contextLen; position <= last; position += 1) {
      flops += 2 * d * low + 5 * low + 2 * d * width + 5 * width;
      const seenUpTo = count === 'dense' ? last : position;
      let visible = 0;
      for (let key = 0; key <= seenUpTo; key += 1) {
        if (seenUpTo - key < spec.slidingWindow) visible += 1;
      }
      let entries = 0;
      if (ratio !== 0) {
        flops += 2 * 2 * d * runs * width;
        for (let key = 0; key <= seenUpTo; key += 1) if (key % ratio === ratio - 1) entries += 1;
        if (step.phase === 'prefill' && position % ratio === ratio - 1) flops += 5 * width;
      }
      if (ratio === 4) {
        flops += 2 * 2 * d * runs * index + 2 * low * indexNumHeads * index + 2 * d * indexNumHeads;
        for (let entry = 0; entry < entries; entry += 1) flops += indexNumHeads * 2 * index;
        if (step.phase === 'prefill' && position % ratio === ratio - 1) flops += 5 * index;
        entries = Math.min(entries, spec.indexTopk);
      }
      for (let head = 0; head < numHeads; head += 1) {
        flops += 2 * low * width + 5 * width + (visible + entries) * 4 * width;
        flops += 2 * width * spec.oLoraRank;
      }
      for (let group = 0; group < spec.oGroups; group += 1) flops += 2 * spec.oLoraRank * d;
    }
    if (step.phase === 'decode' && ratio !== 0) {
      // As many entries as a step of this size completes at most.
      const completed = Math.ceil(step.seqLen / ratio);
      flops += completed * 5 * (width + (ratio === 4 ? index : 0));
    }
  }
  return flops;
}

describe('compressed attention is what a walk through heads, tokens, positions and entries counts', () => {
  test.prop([specs, steps, causal], { numRuns: 1000 })('on one package', (spec, step, count) => {
    const metrics = new CompressedAttentionLayer(spec).computeMetrics({ ...step, causal: count });
    expect(metrics.flopsPerPackage).toBe(walk(spec, step, count));
  });

  test.prop([specs, steps])(
    'and decoding never gets cheaper as the context grows',
    (spec, step) => {
      const layer = new CompressedAttentionLayer({ ...spec, parallelism: { contextParallel: 3 } });
      const at = (contextLen: number) =>
        layer.computeMetrics({ ...step, phase: 'decode', contextLen });
      const [now, later] = [at(step.contextLen), at(step.contextLen + 1)];
      expect(later.flopsPerPackage).toBeGreaterThanOrEqual(now.flopsPerPackage);
      expect(later.kvReadPerPackage).toBeGreaterThanOrEqual(now.kvReadPerPackage);
      expect(later.kvWritePerPackage).toBeGreaterThanOrEqual(now.kvWritePerPackage);
      expect(later.kvCachePerPackage).toBeGreaterThanOrEqual(now.kvCachePerPackage);
    },
  );
});
