import { fc, test } from '@fast-check/vitest';
import type { Step } from '@mantile/core';
import { describe, expect } from 'vitest';
import {
  enumeratePackages,
  type PackageCosts,
  type SmallAttention,
} from './__fixtures__/bruteForce.ts';
import { AttentionLayer } from './attention.ts';
import { GroupedQueryAttentionLayer } from './groupedQueryAttention.ts';
import { SlidingWindowAttentionLayer } from './slidingWindowAttention.ts';

const small = (max: number) => fc.integer({ min: 1, max });
/** Heads, KV heads and tensor-parallel degrees that come out even; beyond the KV heads these are replicated. */
const heads = fc
  .record({ kv: small(6), group: small(6), tensorParallel: small(12) })
  .filter(
    ({ kv, group, tensorParallel: tp }) =>
      (kv * group) % tp === 0 && (kv % tp === 0 || tp % kv === 0),
  );
const windows = fc.oneof(
  fc.constant({ window: Infinity, sinks: 0 }),
  fc.record({ window: small(20), sinks: fc.integer({ min: 0, max: 4 }) }),
);
const layers = fc
  .record({
    heads,
    windows,
    hiddenSize: small(13),
    headDim: small(5),
    vHeadDim: small(5),
    hasBias: fc.boolean(),
    sinkLogits: fc.boolean(),
    contextParallel: small(5),
    attentionDataParallel: small(3),
  })
  .map(
    ({
      heads: { kv, group, tensorParallel },
      windows: { window, sinks },
      ...rest
    }): SmallAttention => ({
      numHeads: kv * group,
      numKvHeads: kv,
      tensorParallel,
      window,
      sinks,
      ...rest,
    }),
  );
const steps = fc.oneof(
  fc
    .record({ seqLen: small(20), contextLen: fc.integer({ min: 0, max: 20 }), batchSize: small(5) })
    .map((sizes): Step => ({ phase: 'prefill', ...sizes })),
  fc
    .record({ seqLen: small(4), contextLen: fc.integer({ min: 0, max: 40 }), batchSize: small(5) })
    .map((sizes): Step => ({ phase: 'decode', ...sizes })),
);

function build(layer: SmallAttention) {
  const { window, sinks, tensorParallel, contextParallel, attentionDataParallel, ...sizes } = layer;
  const parallelism = { tensorParallel, contextParallel, attentionDataParallel };
  const { numKvHeads, ...withoutKvHeads } = sizes;
  if (window < Infinity) {
    const windowed = { slidingWindow: window, numSinks: sinks };
    return new SlidingWindowAttentionLayer({ ...sizes, ...windowed, parallelism });
  }
  return numKvHeads === sizes.numHeads
    ? new AttentionLayer({ ...withoutKvHeads, parallelism })
    : new GroupedQueryAttentionLayer({ ...sizes, parallelism });
}

describe('every package listed, head by head and position by position', () => {
  test.prop([layers, steps, fc.constantFrom('dense', 'exact')], { numRuns: 2000 })(
    'costs what the closed forms say',
    (layer, step, causal) => {
      const packages = enumeratePackages(layer, step, causal);
      const most = (of: keyof PackageCosts): number =>
        Math.max(...packages.map((costs) => costs[of]));
      const sum = (of: keyof PackageCosts): number =>
        packages.reduce((total, costs) => total + costs[of], 0);
      const metrics = build(layer).computeMetrics({ ...step, causal });

      expect(metrics.numPackages).toBe(packages.length);
      expect(metrics.flopsPerPackage).toBe(most('flops'));
      expect(metrics.weightMemoryPerPackage).toBe(most('weights'));
      expect(metrics.weightReadPerPackage).toBe(most('weights'));
      expect(metrics.activationMemoryPerPackage).toBe(most('activations'));
      expect(metrics.kvCachePerPackage).toBe(most('cache'));
      expect(metrics.kvReadPerPackage).toBe(most('cacheRead'));
      expect(metrics.kvWritePerPackage).toBe(most('cacheWritten'));
      expect(metrics.communicationBytes).toBe(most('payload'));
      expect(metrics.weightMemoryTotal).toBe(sum('weights'));
      expect(metrics.activationMemoryTotal).toBe(sum('activations'));
      expect(metrics.kvCacheTotal).toBe(sum('cache'));
      expect(metrics.flopsTotal).toBe(Math.round(sum('meanFlops')));
    },
    // Thousands of layers, each listed: seconds where the machine is busy.
    60_000,
  );
});
