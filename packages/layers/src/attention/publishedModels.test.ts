import { expect, test } from 'vitest';
import { AttentionLayer } from './attention.ts';
import { CrossAttentionLayer } from './crossAttention.ts';
import { GroupedQueryAttentionLayer } from './groupedQueryAttention.ts';
import { SlidingWindowAttentionLayer } from './slidingWindowAttention.ts';

// Each count stands in a total that the model's checkpoint publishes and that comes out to the last digit,
// named in the comment: with q, k, v and o of h·n·e, h·g·e, h·g·v and n·v·h, and what the model adds to them.

test('gpt-oss-120b: biases everywhere and 64 sink logits (116,829,156,672 in all)', () => {
  const sizes = {
    hiddenSize: 2880,
    numHeads: 64,
    numKvHeads: 8,
    headDim: 64,
    hasBias: true,
    sinkLogits: true,
  };
  // q 2880·4096 + 4096, k and v 2·(2880·512 + 512), o 4096·2880 + 2880, sinks 64
  const parameters = 11_800_576 + 2_950_144 + 11_799_360 + 64;
  expect(parameters).toBe(26_550_144);
  expect(new GroupedQueryAttentionLayer(sizes).parameterCount.total).toBe(parameters);
  const windowed = new SlidingWindowAttentionLayer({ ...sizes, slidingWindow: 128 });
  expect(windowed.parameterCount.total).toBe(parameters);
  // A window of 128 entries of 2·8·64 elements; nothing for the sinks.
  expect(windowed.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 9999 })).toBe(
    128 * 1024 * 2,
  );
});

test('Qwen3-8B: a norm per head (8,190,735,360)', () => {
  const layer = new GroupedQueryAttentionLayer({
    hiddenSize: 4096,
    numHeads: 32,
    numKvHeads: 8,
    headDim: 128,
    qkNorm: 'perHead',
  });
  // 2·4096·4096 + 2·4096·1024 + 2·128
  expect(layer.parameterCount.total).toBe(41_943_296);
});

test('MiniMax-M2.5: norms over the whole width (228,689,764,864)', () => {
  const layer = new GroupedQueryAttentionLayer({
    hiddenSize: 3072,
    numHeads: 48,
    numKvHeads: 8,
    headDim: 128,
    qkNorm: 'fullWidth',
  });
  // 2·3072·6144 + 2·3072·1024 + 6144 + 1024
  expect(layer.parameterCount.total).toBe(44_047_360);
});

test('Command R+ (08-2024): a norm weight per head and dimension (103,810,674,688)', () => {
  const layer = new GroupedQueryAttentionLayer({
    hiddenSize: 12288,
    numHeads: 96,
    numKvHeads: 8,
    qkNorm: 'perHeadAndDimension',
  });
  // 2·12288² + 2·12288·1024 + 96·128 + 8·128
  expect(layer.parameterCount.total).toBe(327_169_024);
  expect(layer.weights.map(({ name, shape }) => [name, shape])).toContainEqual([
    'q_norm.weight',
    [96, 128],
  ]);
});

test('Llama 4 Scout: a norm without weights, chunks of 8192 (107,769,861,120 of text)', () => {
  const layer = new SlidingWindowAttentionLayer({
    hiddenSize: 5120,
    numHeads: 40,
    numKvHeads: 8,
    chunkSize: 8192,
    qkNorm: 'weightless',
  });
  // 2·5120² + 2·5120·1024
  expect(layer.parameterCount.total).toBe(62_914_560);
});

test('Qwen3.5-27B: an output gate that doubles the query projection (26,895,998,464 of text)', () => {
  const layer = new GroupedQueryAttentionLayer({
    hiddenSize: 5120,
    numHeads: 24,
    numKvHeads: 4,
    headDim: 256,
    qkNorm: 'perHead',
    outputGate: 'elementwise',
  });
  // 5120·2·6144 + 2·5120·1024 + 6144·5120 + 2·256
  expect(layer.parameterCount.total).toBe(104_858_112);
});

test('Step-3.7-Flash: a gate per head, more query heads in windows (196,956,130,368 of text)', () => {
  const sizes = {
    hiddenSize: 4096,
    numKvHeads: 8,
    headDim: 128,
    qkNorm: 'perHead',
    outputGate: 'perHead',
  } as const;
  // 2·4096·8192 + 2·4096·1024 + 2·128 + 4096·64
  expect(new GroupedQueryAttentionLayer({ ...sizes, numHeads: 64 }).parameterCount.total).toBe(
    75_759_872,
  );
  // 2·4096·12288 + 2·4096·1024 + 2·128 + 4096·96
  const windowed = new SlidingWindowAttentionLayer({ ...sizes, numHeads: 96, slidingWindow: 512 });
  expect(windowed.parameterCount.total).toBe(109_445_376);
});

test('MiMo-V2-Flash: keys of 192 and values of 128 (308,778,780,864 of text)', () => {
  const sizes = { hiddenSize: 4096, numHeads: 64, headDim: 192, vHeadDim: 128 };
  // 4096·12288 + 4096·4·(192 + 128) + 8192·4096
  const full = new GroupedQueryAttentionLayer({ ...sizes, numKvHeads: 4 });
  expect(full.parameterCount.total).toBe(89_128_960);
  // 4·(192 + 128) elements per token: a ninth of the 11,520 of the nine full layers
  expect(full.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 0 })).toBe(
    (2 * 11_520) / 9,
  );
  const windowed = new SlidingWindowAttentionLayer({
    ...sizes,
    numKvHeads: 8,
    slidingWindow: 128,
    sinkLogits: true,
  });
  expect(windowed.parameterCount.total).toBe(94_371_904);
});

test('Gemma 4 31B: one projection for keys and values, both cached (30,697,345,340 of text)', () => {
  const full = new GroupedQueryAttentionLayer({
    hiddenSize: 5376,
    numHeads: 32,
    numKvHeads: 4,
    headDim: 512,
    qkNorm: 'perHead',
    vNorm: true,
    attentionKEqV: true,
  });
  // 2·5376·16384 + 5376·2048 + 2·512
  expect(full.parameterCount.total).toBe(187_171_840);
  // 40,960 elements per token in ten full layers: keys and values apart
  expect(full.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 0 })).toBe(2 * 4096);
});

test('Gemma 4 E4B: layers that read another layer’s cache store their own projections unused', () => {
  const layer = new SlidingWindowAttentionLayer({
    hiddenSize: 2560,
    numHeads: 8,
    numKvHeads: 2,
    headDim: 256,
    slidingWindow: 512,
    qkNorm: 'perHead',
    vNorm: true,
    sharedKv: 'stored',
  });
  // 2·2560·2048 + 2·2560·512 + 2·256
  expect(layer.parameterCount.total).toBe(13_107_712);
  expect(layer.state).toEqual([]);
  // Read are q, o and the queries' norm.
  const { weightReadPerPackage } = layer.computeMetrics({
    phase: 'decode',
    batchSize: 1,
    contextLen: 9,
  });
  expect(weightReadPerPackage).toBe(2 * (2 * 2560 * 2048 + 256));
});

test('Whisper large v3 turbo: keys without a bias, in self- and cross-attention (808,878,080)', () => {
  const sizes = { hiddenSize: 1280, numHeads: 20, hasBias: true, kBias: false };
  // 4·1280² + 3·1280
  expect(new AttentionLayer({ ...sizes, isCausal: false }).parameterCount.total).toBe(6_557_440);
  const crossing = new CrossAttentionLayer({ ...sizes, numKvHeads: 20, encoderLength: 1500 });
  expect(crossing.parameterCount.total).toBe(6_557_440);
});

test('MiMo-7B: biases on queries, keys and values, none on the output', () => {
  const layer = new GroupedQueryAttentionLayer({
    hiddenSize: 4096,
    numHeads: 32,
    numKvHeads: 8,
    qkvBias: true,
  });
  // 2·4096² + 2·4096·1024 + 4096 + 2·1024
  expect(layer.parameterCount.total).toBe(41_949_184);
});
