import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { SparseLatentAttentionLayer } from './sparseLatentAttention.ts';

const small = fc.integer({ min: 1, max: 6 });
const specs = fc.record({
  hiddenSize: small,
  numHeads: fc.constant(12),
  qLoraRank: small,
  kvLoraRank: small,
  qkNopeHeadDim: small,
  qkRopeHeadDim: fc.integer({ min: 0, max: 3 }),
  vHeadDim: small,
  indexNumHeads: small,
  indexHeadDim: small,
  indexTopk: fc.integer({ min: 1, max: 15 }),
  sharesIndexer: fc.boolean(),
});
const steps = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.integer({ min: 1, max: 3 }),
  seqLen: fc.integer({ min: 1, max: 9 }),
  contextLen: fc.integer({ min: 0, max: 20 }),
});

type Of<Arbitrary> = Arbitrary extends fc.Arbitrary<infer T> ? T : never;

/** Walks through sequences, tokens, heads and positions on one package, and adds up what happens there. */
function walk(spec: Of<typeof specs>, step: Of<typeof steps>, causal: 'dense' | 'exact') {
  const { hiddenSize: d, qLoraRank: low, kvLoraRank: latent, vHeadDim: value } = spec;
  const { qkNopeHeadDim: nope, qkRopeHeadDim: rope, numHeads } = spec;
  const { indexNumHeads, indexHeadDim: index, indexTopk, sharesIndexer } = spec;
  const length = step.contextLen + step.seqLen;
  const picks = length > indexTopk;
  const absorbs = step.phase === 'decode' || picks;
  let flops = 0;
  for (let sequence = 0; sequence < step.batchSize; sequence += 1) {
    if (!absorbs) flops += length * numHeads * 2 * latent * (nope + value);
    for (let token = 0; token < step.seqLen; token += 1) {
      const visible = causal === 'dense' ? length : step.contextLen + token + 1;
      flops += 2 * d * (low + latent + rope) + 5 * (low + latent);
      flops += numHeads * (2 * low * (nope + rope) + 2 * value * d);
      if (!sharesIndexer) {
        flops += 2 * d * index + 5 * index;
        if (picks) {
          flops += 2 * low * indexNumHeads * index + 2 * d * indexNumHeads;
          for (let key = 0; key < visible; key += 1) flops += indexNumHeads * 2 * index;
        }
      }
      if (absorbs) flops += numHeads * 2 * latent * (nope + value);
      const perKey = absorbs ? 2 * (latent + rope + latent) : 2 * (nope + rope + value);
      for (let key = 0; key < visible && key < indexTopk; key += 1) flops += numHeads * perKey;
    }
  }
  return flops;
}

describe('sparse latent attention is what a walk through heads, tokens and positions counts', () => {
  test.prop([specs, steps, fc.constantFrom('dense' as const, 'exact' as const)], { numRuns: 1000 })(
    'on one package',
    (spec, step, causal) => {
      const layer = new SparseLatentAttentionLayer(spec);
      expect(layer.computeMetrics({ ...step, causal }).flopsPerPackage).toBe(
        walk(spec, step, causal),
      );
    },
  );

  test.prop([specs, steps])(
    'and decoding never gets cheaper as the context grows',
    (spec, step) => {
      const layer = new SparseLatentAttentionLayer({
        ...spec,
        parallelism: { contextParallel: 3 },
      });
      const at = (contextLen: number) =>
        layer.computeMetrics({ ...step, phase: 'decode', contextLen });
      const [now, later] = [at(step.contextLen), at(step.contextLen + 1)];
      expect(later.flopsPerPackage).toBeGreaterThanOrEqual(now.flopsPerPackage);
      expect(later.kvReadPerPackage).toBeGreaterThanOrEqual(now.kvReadPerPackage);
      expect(later.kvCachePerPackage).toBeGreaterThanOrEqual(now.kvCachePerPackage);
      expect(later.activationMemoryPerPackage).toBeGreaterThanOrEqual(
        now.activationMemoryPerPackage,
      );
    },
  );
});
