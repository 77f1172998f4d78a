import { describe, expect, it } from 'vitest';
import { at, Counted, matrix } from './__fixtures__/counted.ts';
import { traced } from './__fixtures__/traced.ts';
import { ShortConvLayer } from './shortConv.ts';

const token = { phase: 'decode', batchSize: 1, contextLen: 100 } as const;

it.each([
  { name: 'LFM2-1.2B', hiddenSize: 2048, intermediateSize: 8192, total: 1_170_340_608 },
  { name: 'LFM2-700M', hiddenSize: 1536, intermediateSize: 6912, total: 742_489_344 },
])('adds up to the total of $name', ({ hiddenSize, intermediateSize, total }) => {
  const layer = new ShortConvLayer({ hiddenSize });
  // 6 attention layers of 8 KV heads of 64, with norms of queries and keys; 16 MLPs; 33 norms; the embedding, which is the head.
  const attention = 2 * hiddenSize * hiddenSize + 2 * hiddenSize * 512 + 128;
  const others =
    6 * attention + 16 * 3 * hiddenSize * intermediateSize + 33 * hiddenSize + 65536 * hiddenSize;
  expect(10 * layer.parameterCount.total + others).toBe(total);
});

it('takes as many FLOPs as its convolution, written out', () => {
  const counted = new Counted();
  const [filters, inputs] = [matrix(48, 4, 1), matrix(48, 4 + 4, 2)];
  for (let place = 0; place < 5; place += 1) {
    filters.forEach((filter, channel) => {
      const window = at(inputs, channel).slice(place, place + 4);
      counted.add(counted.dot(filter, window), 0.1);
    });
  }
  const layer = new ShortConvLayer({ hiddenSize: 48, convKernel: 4, hasBias: true });
  expect(traced(layer, { ...token, seqLen: 5 }, 'convolve', 'flops')).toBe(counted.operations);
});

describe('a step', () => {
  const layer = new ShortConvLayer({ hiddenSize: 48 });
  // in 2·48·144 = 13,824; convolution 2·3·48 = 288; out 2·48·48 = 4,608.
  const perToken = 13_824 + 288 + 4_608;

  it('adds up to the FLOPs derived by hand, in decoding as in a prompt', () => {
    expect(layer.computeFlops(token)).toBe(perToken);
    expect(layer.computeFlops({ phase: 'prefill', batchSize: 2, seqLen: 5 })).toBe(10 * perToken);
  });

  it('keeps the last two inputs of each channel, whatever the length', () => {
    expect(layer.computeKvCache({ ...token, batchSize: 3 })).toBe(3 * 48 * 2 * 2);
    expect(layer.computeKvCache({ ...token, batchSize: 3, contextLen: 128_000 })).toBe(576);
  });

  it('cuts everything over channels, and sums the output', () => {
    const metrics = new ShortConvLayer({
      hiddenSize: 48,
      parallelism: { tensorParallel: 3 },
    }).computeMetrics(token);
    expect(metrics.flopsPerPackage).toBe(perToken / 3);
    expect(metrics.weightMemoryTotal).toBe(layer.computeWeightMemory());
    expect(metrics.kvCacheTotal).toBe(layer.computeKvCache(token));
    expect(metrics.communicationBytes).toBe(48 * 2);
  });

  it('refuses cuts through channels and splits of a sequence', () => {
    expect(
      () => new ShortConvLayer({ hiddenSize: 48, parallelism: { tensorParallel: 5 } }),
    ).toThrow(expect.objectContaining({ code: 'parallelism.indivisible' }));
    expect(
      () => new ShortConvLayer({ hiddenSize: 48, parallelism: { contextParallel: 2 } }),
    ).toThrow(expect.objectContaining({ code: 'parallelism.unsupported_axis' }));
  });
});
