import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { AttentionLayer } from './attention.ts';
import { DecoupledBottleneckAttentionLayer } from './decoupledBottleneckAttention.ts';
import { GroupedQueryAttentionLayer } from './groupedQueryAttention.ts';

// Four heads of 1 semantic and 2 geometric elements, and values of 2.
const options = { hiddenSize: 8, numHeads: 4, semDim: 4, geoDim: 8 };
const layer = new DecoupledBottleneckAttentionLayer(options);

test('projects two narrow paths and values', () => {
  // 8·(2·4 + 2·8 + 8) + 8·8
  expect(layer.parameterCount.total).toBe(320);
  const metrics = layer.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 3 });
  // 3 rows of twice that, and 9 pairs of 2·(4 + 8 + 8)
  expect(metrics.flopsPerPackage).toBe(3 * 640 + 9 * 40);
  expect(metrics.kvCachePerPackage).toBe(3 * (4 + 8 + 8) * 2);
});

test('has values as wide as asked for', () => {
  const narrow = new DecoupledBottleneckAttentionLayer({ ...options, attnDim: 4 });
  // 8·(8 + 16 + 4) + 4·8
  expect(narrow.parameterCount.total).toBe(256);
  expect(narrow.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 0 })).toBe(16 * 2);
});

test('has a gate of one scalar a head, and no use for a number of KV heads', () => {
  const gated = new DecoupledBottleneckAttentionLayer({
    ...options,
    decoupledGate: true,
    numKvHeads: 2,
  });
  expect(gated.parameterCount.total).toBe(324);
  const step = { phase: 'decode', batchSize: 3, contextLen: 9 } as const;
  expect(gated.computeFlops(step)).toBe(layer.computeFlops(step));
  expect(gated.computeKvCache(step)).toBe(layer.computeKvCache(step));
});

test('is cut by heads', () => {
  const split = new DecoupledBottleneckAttentionLayer({
    ...options,
    parallelism: { tensorParallel: 4 },
  });
  const step = { phase: 'decode', batchSize: 2, contextLen: 7 } as const;
  expect(split.computeFlops(step) * 4).toBe(layer.computeFlops(step));
  expect(split.computeKvCache(step) * 4).toBe(layer.computeKvCache(step));
  expect(split.computeWeightMemory() * 4).toBe(layer.computeWeightMemory());
});

describe('the layer reference’s comparison of caches', () => {
  const step = { phase: 'decode', batchSize: 1, contextLen: 0 } as const;
  const standard = new AttentionLayer({ hiddenSize: 2048, numHeads: 32 });
  const grouped = new GroupedQueryAttentionLayer({ hiddenSize: 2048, numHeads: 32, numKvHeads: 8 });
  const decoupled = new DecoupledBottleneckAttentionLayer({
    hiddenSize: 2048,
    numHeads: 32,
    numKvHeads: 8,
    semDim: 128,
    geoDim: 256,
  });

  test('counts elements of keys alone, and calls them bytes', () => {
    const keys = [standard, grouped, decoupled].map(({ state }) =>
      state
        .filter(({ name }) => name.includes('key'))
        .reduce((sum, { elementsPerPosition }) => sum + elementsPerPosition, 0),
    );
    expect(keys).toEqual([2048, 512, 384]);
  });

  test('comes out otherwise with values, in 16 bits', () => {
    const bytes = [standard, grouped, decoupled].map((each) => each.computeKvCache(step));
    // 2·2048, 2·512 and 128 + 256 + 2048 elements: the values of DBA are as wide as the model
    expect(bytes).toEqual([8192, 2048, 4864]);
    // 4 times less with groups, and 1.7 times less with DBA, not 5.3 times
    expect([8192 / 2048, 8192 / 4864]).toEqual([4, expect.closeTo(1.684, 3)]);
  });
});

test('refused are widths that the heads do not divide', () => {
  const faults = faultsOf(
    () =>
      new DecoupledBottleneckAttentionLayer({ hiddenSize: 10, numHeads: 4, semDim: 6, geoDim: 8 }),
  );
  expect(faults.map(({ path }) => path)).toEqual(['semDim', 'attnDim']);
});
