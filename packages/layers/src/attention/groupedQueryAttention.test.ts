import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { GroupedQueryAttentionLayer } from './groupedQueryAttention.ts';

// Four query heads and two KV heads of two elements: q [8, 8], k and v [4, 8], o [8, 8].
const sizes = { hiddenSize: 8, numHeads: 4, numKvHeads: 2 };
const prompt = { phase: 'prefill', batchSize: 1, seqLen: 3 } as const;
const token = { phase: 'decode', batchSize: 1, contextLen: 5 } as const;
// 3 rows of 2·8·(8 + 4 + 4) + 2·8·8, and 9 pairs of 4·8
const plainFlops = 3 * 384 + 288;

type Options = ConstructorParameters<typeof GroupedQueryAttentionLayer>[0];
const make = (options: Partial<Options> = {}) =>
  new GroupedQueryAttentionLayer({ ...sizes, ...options });
const extraFlops = (options: Partial<Options>) => make(options).computeFlops(prompt) - plainFlops;
const extraParameters = (options: Partial<Options>) =>
  make(options).parameterCount.total - make().parameterCount.total;

test('clipped projections hold four bounds each, at no cost', () => {
  expect(extraParameters({ clipsProjections: true })).toBe(4 * 4);
  expect(extraFlops({ clipsProjections: true })).toBe(0);
  const bound = make({ clipsProjections: true }).weights.find(
    ({ name }) => name === 'o_proj.input_max',
  );
  expect(bound?.shape).toEqual([]);
});

test('groups of query heads share a KV head', () => {
  expect(make().computeFlops(prompt)).toBe(plainFlops);
  expect(make().parameterCount.total).toBe(8 * (8 + 4 + 4 + 8));
  // Input 8, queries 8, keys and values 8, output 8
  expect(make().computeActivationMemory(prompt)).toBe(3 * 32 * 2);
});

describe('options', () => {
  test('biases add one FLOP per output element', () => {
    expect(extraFlops({ hasBias: true })).toBe(3 * (8 + 4 + 4 + 8));
    expect(extraFlops({ qkvBias: true })).toBe(3 * (8 + 4 + 4));
    expect(extraFlops({ oBias: true })).toBe(3 * 8);
    expect(extraFlops({ hasBias: true, kBias: false })).toBe(3 * (8 + 4 + 8));
    expect(extraParameters({ hasBias: true, oBias: false })).toBe(16);
  });

  test('norms of queries and keys take 5 FLOPs per element, whatever their weights', () => {
    const widths = { perHead: 2 + 2, fullWidth: 8 + 4, perHeadAndDimension: 8 + 4, weightless: 0 };
    for (const [name, parameters] of Object.entries(widths)) {
      const qkNorm = name as keyof typeof widths;
      expect(extraFlops({ qkNorm })).toBe(3 * 5 * (8 + 4));
      expect(extraParameters({ qkNorm })).toBe(parameters);
    }
    expect(extraFlops({ vNorm: true })).toBe(3 * 5 * 4);
  });

  test('only a norm over the full width needs the other packages', () => {
    const payload = (qkNorm: Options['qkNorm']) =>
      make({ qkNorm, parallelism: { tensorParallel: 2 } }).computeMetrics(prompt)
        .communicationBytes;
    // The output's all-reduce, 3·8 elements; and a sum for q and one for k in single precision, per row
    expect(payload('perHead')).toBe(48);
    expect(payload('fullWidth')).toBe(48 + 3 * 2 * 4);
  });

  test('a norm per head is replicated, one over the heads is cut with them', () => {
    const stored = (qkNorm: Options['qkNorm']) =>
      make({ qkNorm, parallelism: { tensorParallel: 2 } }).computeWeightMemory() -
      make({ parallelism: { tensorParallel: 2 } }).computeWeightMemory();
    expect(stored('perHead')).toBe((2 + 2) * 2);
    expect(stored('fullWidth')).toBe(((8 + 4) / 2) * 2);
    expect(stored('perHeadAndDimension')).toBe(((8 + 4) / 2) * 2);
  });

  test('sink logits are stored and read, one per head, and nothing else', () => {
    expect(extraParameters({ sinkLogits: true })).toBe(4);
    expect(extraFlops({ sinkLogits: true })).toBe(0);
    const metrics = make({ sinkLogits: true }).computeMetrics(token);
    const plain = make().computeMetrics(token);
    expect(metrics.weightReadPerPackage - plain.weightReadPerPackage).toBe(4 * 2);
    expect(metrics.kvCachePerPackage).toBe(plain.kvCachePerPackage);
    expect(metrics.kernelCount).toBe(plain.kernelCount);
    const split = make({ sinkLogits: true, parallelism: { tensorParallel: 4 } });
    const splitPlain = make({ parallelism: { tensorParallel: 4 } });
    expect(split.computeWeightMemory() - splitPlain.computeWeightMemory()).toBe(2);
  });

  test('an output gate is projected with the queries, or on its own', () => {
    expect(extraFlops({ outputGate: 'elementwise' })).toBe(3 * 2 * 8 * 8);
    expect(extraParameters({ outputGate: 'elementwise' })).toBe(64);
    expect(extraFlops({ outputGate: 'perHead' })).toBe(3 * 2 * 8 * 4);
    expect(extraParameters({ outputGate: 'perHead' })).toBe(32);
    // It stays while attention runs: 8 elements, or one for each of 4 heads
    const held = (outputGate: Options['outputGate']) =>
      make({ outputGate }).computeActivationMemory(prompt);
    expect(held('elementwise')).toBe(3 * (32 + 8) * 2);
    expect(held('perHead')).toBe(3 * (32 + 4) * 2);
  });

  test('values of another width change v, o, the core and the cache', () => {
    const layer = make({ vHeadDim: 3 });
    // 3 rows of 2·8·(8 + 4 + 6) + 2·12·8, and 9 pairs of 2·4·(2 + 3)
    expect(layer.computeFlops(prompt)).toBe(3 * 480 + 360);
    expect(layer.computeKvCache(token)).toBe(6 * 2 * (2 + 3) * 2);
    // The context of 12 elements takes the place of the queries.
    expect(layer.computeActivationMemory(prompt)).toBe(3 * (8 + 12 + 10 + 8) * 2);
  });

  test('a head size apart from the hidden size', () => {
    expect(make({ headDim: 5 }).parameterCount.total).toBe(8 * 5 * (4 + 2 + 2 + 4));
  });

  test('keys that serve as values save a projection, and nothing of the cache', () => {
    expect(extraFlops({ attentionKEqV: true })).toBe(-3 * 2 * 8 * 4);
    expect(extraParameters({ attentionKEqV: true })).toBe(-32);
    expect(make({ attentionKEqV: true }).computeKvCache(token)).toBe(make().computeKvCache(token));
  });

  test('another layer’s keys and values are read, new ones too, and not written', () => {
    for (const sharedKv of ['stored', 'absent'] as const) {
      const layer = make({ sharedKv });
      const metrics = layer.computeMetrics(token);
      // q and o remain: 2·8·8 each, and 6 pairs of 4·8
      expect(metrics.flopsPerPackage).toBe(256 + 192);
      expect(metrics.weightReadPerPackage).toBe(128 * 2);
      expect(metrics.kvCachePerPackage).toBe(0);
      expect([metrics.kvReadPerPackage, metrics.kvWritePerPackage]).toEqual([6 * 8 * 2, 0]);
      expect(layer.parameterCount.total).toBe(sharedKv === 'stored' ? 192 : 128);
    }
  });
});

describe('low-rank adapters', () => {
  test('add two narrow products to each projection they are on', () => {
    // q: 2·(8 + 8) parameters, v: 2·(8 + 4); k and o: 2·(8 + 4) and 2·(8 + 8)
    expect(extraParameters({ loraRank: 2 })).toBe(32 + 24);
    expect(extraFlops({ loraRank: 2 })).toBe(3 * 2 * (32 + 24));
    expect(extraParameters({ loraRank: 2, loraTargets: ['k', 'o'] })).toBe(24 + 32);
    expect(extraFlops({ loraRank: 2, loraTargets: ['k', 'o'] })).toBe(3 * 2 * (24 + 32));
  });

  test('are cut like their projections: B of the heads, A of the output', () => {
    const split = make({
      loraRank: 2,
      loraTargets: ['q', 'o'],
      parallelism: { tensorParallel: 2 },
    });
    const plain = make({ parallelism: { tensorParallel: 2 } });
    // q: A [2, 8] whole, B [8, 2] halved; o: A [2, 8] halved, B [8, 2] whole
    expect(split.computeWeightMemory() - plain.computeWeightMemory()).toBe((16 + 8 + 8 + 16) * 2);
    const payload = (layer: GroupedQueryAttentionLayer) =>
      layer.computeMetrics(prompt).communicationBytes;
    expect(payload(split)).toBe(payload(plain));
  });

  test('cost nothing once merged', () => {
    const merged = make({ loraRank: 2, loraIsMerged: true });
    expect(merged.computeMetrics(prompt)).toEqual(make().computeMetrics(prompt));
  });

  test('are stored all, and read as far as a batch uses them', () => {
    const layer = make({ loraRank: 2, loraTargets: ['q'], loraNumAdapters: 4 });
    expect(layer.parameterCount.total - make().parameterCount.total).toBe(4 * 32);
    const read = (of: GroupedQueryAttentionLayer) =>
      of.computeWeightMemoryRead({ ...token, batchSize: 2 });
    // Two sequences: 4·(1 − (3/4)²) = 1.75 adapters of 32 elements
    expect(read(layer) - read(make())).toBe(1.75 * 32 * 2);
  });
});

describe('packages', () => {
  test('beyond the KV heads replicate them', () => {
    const layer = make({ parallelism: { tensorParallel: 4 } });
    const metrics = layer.computeMetrics(token);
    // A query head and a KV head each: 8·2·(1 + 1 + 1 + 1) elements
    expect(metrics.weightMemoryPerPackage).toBe(8 * 2 * 4 * 2);
    expect(metrics.kvCacheTotal).toBe(2 * make().computeKvCache(token));
  });

  test('that share the positions combine partial softmaxes', () => {
    const layer = make({ parallelism: { contextParallel: 2 } });
    const metrics = layer.computeMetrics(token);
    // Two statistics of four bytes and a context of two elements, for each of four heads
    expect(metrics.communicationBytes).toBe(4 * 2 * 4 + 4 * 2 * 2);
    // 6 positions, 3 each; 5 of them past, so 3 on the busiest
    expect(metrics.kvCachePerPackage).toBe(3 * 8 * 2);
    expect(metrics.kvReadPerPackage).toBe(3 * 8 * 2);
  });
});

describe('refused', () => {
  test('are KV heads that do not divide the heads', () => {
    expect(faultsOf(() => make({ numKvHeads: 3 })).map(({ path }) => path)).toEqual(['numKvHeads']);
  });

  test('are degrees that leave KV heads uneven', () => {
    const sixOfTwelve = { hiddenSize: 48, numHeads: 12, numKvHeads: 6 };
    const [fault] = faultsOf(
      () => new GroupedQueryAttentionLayer({ ...sixOfTwelve, parallelism: { tensorParallel: 4 } }),
    );
    expect(fault).toMatchObject({ path: 'parallelism.tensorParallel', legal: [1, 2, 3, 6, 12] });
  });

  test('are options that exclude each other', () => {
    const paths = (options: Partial<Options>) =>
      faultsOf(() => make(options)).map(({ path }) => path);
    expect(paths({ attentionKEqV: true, vHeadDim: 3 })).toEqual(['vHeadDim']);
    expect(paths({ loraTargets: ['q'], loraIsMerged: true })).toEqual([
      'loraTargets',
      'loraIsMerged',
    ]);
    expect(paths({ loraRank: 2, loraIsMerged: true, loraNumAdapters: 2 })).toEqual([
      'loraNumAdapters',
    ]);
    expect(paths({ loraRank: 2, loraTargets: ['q', 'q'] })).toEqual(['loraTargets']);
    expect(paths({ loraRank: 2, attentionKEqV: true })).toEqual(['loraTargets']);
    expect(paths({ loraRank: 2, sharedKv: 'stored' })).toEqual(['loraTargets']);
    expect(paths({ loraRank: 2, loraTargets: ['q', 'o'], sharedKv: 'stored' })).toEqual([]);
  });
});
