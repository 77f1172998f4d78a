import { describe, expect, it } from 'vitest';
import { at, Counted, matrix, zeros } from './__fixtures__/counted.ts';
import { traced } from './__fixtures__/traced.ts';
import { LightningAttentionLayer } from './lightningAttention.ts';

const token = { phase: 'decode', batchSize: 1, contextLen: 100 } as const;
const published = { hiddenSize: 6144, numHeads: 64, headDim: 128 };

it('adds up to the total of MiniMax-M1', () => {
  const layer = new LightningAttentionLayer(published);
  const attention = 2 * 6144 * 64 * 128 + 2 * 6144 * 8 * 128;
  const experts = 32 * 3 * 6144 * 9216 + 32 * 6144;
  const others = 10 * attention + 80 * experts + 161 * 6144 + 2 * 200064 * 6144;
  expect(70 * layer.parameterCount.total + others).toBe(456_089_655_296);
  expect(layer.weights.map(({ name, shape }) => [name, shape])).toEqual([
    ['qkv_proj.weight', [24576, 6144]],
    ['output_gate.weight', [8192, 6144]],
    ['norm.weight', [8192]],
    ['out_proj.weight', [6144, 8192]],
  ]);
});

it('keeps a state of heads × width², whatever the length', () => {
  const layer = new LightningAttentionLayer(published);
  expect(layer.computeKvCache(token)).toBe(64 * 128 * 128 * 4);
  expect(layer.computeKvCache({ ...token, contextLen: 1_000_000 })).toBe(64 * 128 * 128 * 4);
});

describe('the recurrence of one head', () => {
  const decay = 0.9;
  const inputs = (count: number, width: number) => ({
    queries: matrix(count, width, 1),
    keys: matrix(count, width, 2),
    values: matrix(count, width, 3),
  });

  function recurrent(
    counted: Counted,
    { queries, keys, values }: ReturnType<typeof inputs>,
  ): number[][] {
    const width = at(keys, 0).length;
    let state = zeros(width, width);
    return keys.map((key, place) => {
      state = state.map((row, index) =>
        row.map((element, column) =>
          counted.addProduct(
            counted.multiply(decay, element),
            at(key, index),
            at(at(values, place), column),
          ),
        ),
      );
      return at(values, place).map((_, column) =>
        counted.dot(
          at(queries, place),
          state.map((row) => at(row, column)),
        ),
      );
    });
  }

  /** In chunks; powers of the fixed decay are constants. */
  function chunked(counted: Counted, input: ReturnType<typeof inputs>, chunk: number): number[][] {
    const width = at(input.keys, 0).length;
    const outputs: number[][] = [];
    let state = zeros(width, width);
    for (let start = 0; start < input.keys.length; start += chunk) {
      const [queries, keys, values] = [input.queries, input.keys, input.values].map((rows) =>
        rows.slice(start, start + chunk),
      ) as [number[][], number[][], number[][]];
      queries.forEach((query, place) => {
        const scores = keys.map((key, other) => {
          const score = counted.multiply(decay ** (place - other), counted.dot(query, key));
          return other <= place ? score : 0;
        });
        const fromStart = counted.scale(decay ** (place + 1), query);
        outputs.push(
          query.map((_, column) =>
            scores.reduce(
              (sum, score, other) => counted.addProduct(sum, score, at(at(values, other), column)),
              counted.dot(
                fromStart,
                state.map((row) => at(row, column)),
              ),
            ),
          ),
        );
      });
      const toEnd = keys.map((key, place) => counted.scale(decay ** (chunk - 1 - place), key));
      state = state.map((row, index) =>
        row.map((element, column) =>
          toEnd.reduce(
            (sum, key, place) =>
              counted.addProduct(sum, at(key, index), at(at(values, place), column)),
            counted.multiply(decay ** chunk, element),
          ),
        ),
      );
    }
    return outputs;
  }

  it('takes as many FLOPs as written out; published closed forms leave the decay out (4 a state)', () => {
    const counted = new Counted();
    recurrent(counted, inputs(5, 4));
    const layer = new LightningAttentionLayer({ hiddenSize: 48, numHeads: 12 });
    expect(traced(layer, { ...token, seqLen: 5 }, 'lightning_attention', 'flops')).toBe(
      12 * counted.operations,
    );
  });

  it.each([2, 4])(
    'takes as many as its chunks of %i, written out, on the same outputs',
    (chunkSize) => {
      const input = inputs(8, 4);
      const counted = new Counted();
      const outputs = chunked(counted, input, chunkSize);
      const layer = new LightningAttentionLayer({ hiddenSize: 48, numHeads: 12, chunkSize });
      const prompt = { phase: 'prefill', batchSize: 1, seqLen: 8 } as const;
      expect(traced(layer, prompt, 'lightning_attention', 'flops')).toBe(12 * counted.operations);
      recurrent(new Counted(), input)
        .flat()
        .forEach((value, index) => {
          expect(at(outputs.flat(), index)).toBeCloseTo(value, 10);
        });
    },
  );
});

describe('a step', () => {
  // d = 48, 12 heads of 4; chunks of 16.
  const spec = { hiddenSize: 48, numHeads: 12, chunkSize: 16 };
  const layer = new LightningAttentionLayer(spec);
  // q, k, v 2·48·144 = 13,824; gate and out 2·48·48 = 4,608 each; norm 5·48 = 240.
  const around = 13_824 + 2 * 4_608 + 240;

  it('adds up to the FLOPs derived by hand', () => {
    // Per head in decoding 5·16 = 80, in a prompt 4·16 + 16/16 + 16·(16 + 1) + 8 = 345.
    expect(layer.computeFlops(token)).toBe(around + 12 * 80);
    expect(layer.computeFlops({ phase: 'prefill', batchSize: 1, seqLen: 16 })).toBe(
      16 * (around + 12 * 345),
    );
  });

  it('sums the squares of its norm over the packages, and the output', () => {
    const metrics = new LightningAttentionLayer({
      ...spec,
      parallelism: { tensorParallel: 4 },
    }).computeMetrics(token);
    expect(metrics.communicationBytes).toBe(4 + 48 * 2);
    expect(metrics.flopsTotal).toBe(layer.computeFlops(token));
    expect(metrics.weightMemoryTotal).toBe(layer.computeWeightMemory());
    expect(metrics.kvCacheTotal).toBe(layer.computeKvCache(token));
  });

  it('refuses cuts through heads, splits of a sequence, and heads without a width', () => {
    expect(
      () => new LightningAttentionLayer({ ...spec, parallelism: { tensorParallel: 8 } }),
    ).toThrow(expect.objectContaining({ code: 'parallelism.indivisible' }));
    expect(
      () => new LightningAttentionLayer({ ...spec, parallelism: { contextParallel: 2 } }),
    ).toThrow(expect.objectContaining({ code: 'parallelism.unsupported_axis' }));
    expect(() => new LightningAttentionLayer({ hiddenSize: 48, numHeads: 7 })).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ path: 'headDim' })] }),
    );
  });
});
