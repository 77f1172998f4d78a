import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { GroupedQueryAttentionLayer } from '../groupedQueryAttention.ts';
import { BlockSparseAttentionLayer } from './blockSparseAttention.ts';

const small = fc.integer({ min: 1, max: 6 });
const specs = fc.record({
  hiddenSize: small,
  numHeads: fc.constant(12),
  numKvHeads: fc.constantFrom(1, 2, 4, 12),
  headDim: small,
  indexNumHeads: fc.constant(1),
  indexHeadDim: small,
  blockSize: small,
  topkBlocks: small,
});
const steps = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.integer({ min: 1, max: 3 }),
  seqLen: fc.integer({ min: 1, max: 9 }),
  contextLen: fc.integer({ min: 0, max: 60 }),
});
const counts = fc.constantFrom('dense' as const, 'exact' as const);
const degrees = fc.constantFrom(1, 2, 3, 4);

test.prop([specs, steps, counts], { numRuns: 500 })(
  'costs what a walk through heads, tokens, positions and blocks counts',
  (spec, step, causal) => {
    const { hiddenSize: d, headDim: width, indexHeadDim: index } = spec;
    const last = step.contextLen + step.seqLen - 1;
    let flops = 0;
    for (let sequence = 0; sequence < step.batchSize; sequence += 1) {
      for (let position = step.contextLen; position <= last; position += 1) {
        const seenUpTo = causal === 'dense' ? last : position;
        flops += 2 * 2 * d * index + 2 * 5 * index + 2 * 2 * d * spec.numKvHeads * width;
        let attended = 0;
        for (let key = 0; key <= seenUpTo; key += 1) {
          flops += 2 * index;
          // Whichever blocks are picked, they hold so many positions at most.
          if (attended < spec.topkBlocks * spec.blockSize) attended += 1;
        }
        for (let head = 0; head < spec.numHeads; head += 1) {
          flops += 2 * 2 * d * width + attended * 4 * width;
        }
      }
    }
    const metrics = new BlockSparseAttentionLayer(spec).computeMetrics({ ...step, causal });
    expect(metrics.flopsPerPackage).toBe(flops);
  },
);

test.prop([specs, steps, counts, degrees, degrees], { numRuns: 500 })(
  'with blocks enough for the whole sequence, is grouped-query attention and an indexer',
  (spec, step, causal, tensorParallel, contextParallel) => {
    const {
      indexNumHeads: _n,
      indexHeadDim: index,
      blockSize: _b,
      topkBlocks: _k,
      ...plain
    } = spec;
    // One KV head, so that any degree will do.
    const parallelism = { tensorParallel, contextParallel };
    const full = new GroupedQueryAttentionLayer({ ...plain, numKvHeads: 1, parallelism });
    const sparse = new BlockSparseAttentionLayer({
      ...spec,
      numKvHeads: 1,
      topkBlocks: 100,
      parallelism,
    });
    const [all, some] = [full, sparse].map((layer) => layer.computeMetrics({ ...step, causal }));
    const rows =
      step.batchSize *
      (step.phase === 'decode' ? step.seqLen : Math.ceil(step.seqLen / contextParallel));
    // Half of a core of width 1 counts the pairs.
    const one = { hiddenSize: 12, numHeads: 12, numKvHeads: 1, headDim: 1, parallelism };
    const pairs = (layer: GroupedQueryAttentionLayer) =>
      layer.computeMetrics({ ...step, causal }).flopsPerPackage;
    const twice = { ...one, headDim: 2 };
    // Products grow by the width as cores do: take those away.
    const products = rows * 2 * 12 * (2 * (12 / tensorParallel) + 2);
    const core =
      pairs(new GroupedQueryAttentionLayer(twice)) - pairs(new GroupedQueryAttentionLayer(one));
    const scored = (core - products) / (4 * (12 / tensorParallel));
    expect(some!.flopsPerPackage - all!.flopsPerPackage).toBe(
      rows * (4 * spec.hiddenSize * index + 10 * index) + 2 * index * scored,
    );
    const past = Math.ceil(step.contextLen / contextParallel);
    expect(some!.kvReadPerPackage - all!.kvReadPerPackage).toBe(step.batchSize * past * index * 2);
  },
);
