import { MantileError } from '@mantile/core';
import { describe, expect, it } from 'vitest';
import { at, Counted, matrix, vector, zeros } from './__fixtures__/counted.ts';
import { traced } from './__fixtures__/traced.ts';
import { SSMLayer } from './ssm.ts';

const token = { phase: 'decode', batchSize: 1, contextLen: 100 } as const;

describe('parameters of published models', () => {
  it.each([
    // Embedding (shared with the head), a norm a layer, a last norm; 129,135,360 and 371,516,416 are published.
    {
      name: 'mamba-130m',
      hiddenSize: 768,
      layers: 24,
      others: 50280 * 768 + 25 * 768,
      total: 129_135_360,
    },
    {
      name: 'mamba-370m',
      hiddenSize: 1024,
      layers: 48,
      others: 50280 * 1024 + 49 * 1024,
      total: 371_516_416,
    },
  ])('add up to the total of $name', ({ hiddenSize, layers, others, total }) => {
    const layer = new SSMLayer({ hiddenSize });
    expect(layers * layer.parameterCount.total + others).toBe(total);
  });

  it('add up to the total of Falcon-Mamba-7B, whose norms have no weights', () => {
    const layer = new SSMLayer({ hiddenSize: 4096, dtRank: 256, innerNorm: 'weightless' });
    const others = 2 * 65024 * 4096 + 65 * 4096;
    expect(64 * layer.parameterCount.total + others).toBe(7_272_665_088);
  });

  it('add up to the total of Jamba-v0.1, whose norms do', () => {
    const layer = new SSMLayer({ hiddenSize: 4096, innerNorm: 'weighted' });
    const attention = 2 * 4096 * 4096 + 2 * 4096 * 1024;
    const expert = 3 * 4096 * 14336;
    // 4 attention layers, 16 MLPs, 16 MoEs of 16 experts, two norms a layer, a last one, embedding and head.
    const others =
      4 * attention + 16 * expert + 16 * (16 * expert + 16 * 4096) + 65 * 4096 + 2 * 65536 * 4096;
    expect(28 * layer.parameterCount.total + others).toBe(51_570_323_328);
  });

  it('come under the names and shapes of checkpoints', () => {
    const layer = new SSMLayer({ hiddenSize: 48, dState: 4, innerNorm: 'weighted', bias: true });
    const shapes = Object.fromEntries(layer.weights.map(({ name, shape }) => [name, shape]));
    expect(shapes).toEqual({
      'in_proj.weight': [192, 48],
      'in_proj.bias': [192],
      'conv1d.weight': [96, 1, 4],
      'conv1d.bias': [96],
      'x_proj.weight': [11, 96],
      'dt_layernorm.weight': [3],
      'b_layernorm.weight': [4],
      'c_layernorm.weight': [4],
      'dt_proj.weight': [96, 3],
      'dt_proj.bias': [96],
      A_log: [96, 4],
      D: [96],
      'out_proj.weight': [48, 96],
      'out_proj.bias': [48],
    });
  });
});

describe('the selective scan', () => {
  /** One channel, written out: exponentials and softplus are not counted. */
  function scan(counted: Counted, count: number, dState: number): void {
    const rates = vector(dState, 1).map((value) => -Math.exp(value));
    const [inputs, steps] = [vector(count, 2), vector(count, 3)];
    const [writes, reads] = [matrix(count, dState, 4), matrix(count, dState, 5)];
    let [state] = zeros(1, dState);
    inputs.forEach((input, place) => {
      const step = Math.log1p(Math.exp(at(steps, place)));
      const scaled = counted.multiply(step, input);
      state = (state ?? []).map((element, index) => {
        const decay = Math.exp(counted.multiply(step, at(rates, index)));
        return counted.addProduct(
          counted.multiply(decay, element),
          scaled,
          at(at(writes, place), index),
        );
      });
      counted.addProduct(counted.dot(at(reads, place), state), 0.5, input);
    });
  }

  it.each([4, 16])('takes as many FLOPs as its recurrence of %i states, written out', (dState) => {
    const counted = new Counted();
    scan(counted, 3, dState);
    const layer = new SSMLayer({ hiddenSize: 48, dState });
    const flops = traced(layer, { ...token, seqLen: 3 }, 'selective_scan', 'flops');
    expect(flops).toBe(96 * counted.operations);
  });

  it('takes the same per token of a prompt', () => {
    const layer = new SSMLayer({ hiddenSize: 48 });
    const prompt = traced(
      layer,
      { phase: 'prefill', batchSize: 2, seqLen: 7 },
      'selective_scan',
      'flops',
    );
    expect(prompt).toBe(14 * traced(layer, token, 'selective_scan', 'flops'));
  });
});

describe('a step', () => {
  // d = 48, I = 96, R = 3, S = 4, kernel 4.
  const spec = { hiddenSize: 48, dState: 4 };

  it('adds up to the FLOPs derived by hand', () => {
    // in_proj 2·48·192 = 18,432; convolution 96·(8 + 1) = 864; x_proj 2·96·11 = 2,112;
    // dt_proj 2·3·96 + 96 = 672; scan 96·(24 + 3) = 2,592; out_proj 2·96·48 = 9,216.
    const perToken = 18_432 + 864 + 2_112 + 672 + 2_592 + 9_216;
    const layer = new SSMLayer(spec);
    expect(layer.computeFlops(token)).toBe(perToken);
    expect(layer.computeFlops({ ...token, batchSize: 3, seqLen: 2 })).toBe(6 * perToken);
    expect(layer.computeFlops({ phase: 'prefill', batchSize: 1, seqLen: 10 })).toBe(10 * perToken);
  });

  it('counts 5 FLOPs per normalised element of step sizes, B and C', () => {
    const plain = new SSMLayer(spec);
    const normed = new SSMLayer({ ...spec, innerNorm: 'weightless' });
    expect(normed.computeFlops(token) - plain.computeFlops(token)).toBe(5 * (3 + 4 + 4));
  });

  it('keeps a state that no length changes', () => {
    // 96·4 in four bytes, 96·3 inputs in two: 2,112 bytes a sequence, and two sequences.
    const layer = new SSMLayer(spec);
    expect(layer.computeKvCache({ ...token, batchSize: 2 })).toBe(2 * (96 * 4 * 4 + 96 * 3 * 2));
    expect(layer.computeKvCache({ ...token, batchSize: 2, contextLen: 1_000_000 })).toBe(4224);
    const rounded = new SSMLayer({ ...spec, stateDtype: 'activations' });
    expect(rounded.computeKvCache(token)).toBe(96 * 4 * 2 + 96 * 3 * 2);
  });

  it('is not touched by the format of KV caches', () => {
    const layer = new SSMLayer({ ...spec, dtypes: { kvCache: 'fp8' } });
    expect(layer.computeKvCache(token)).toBe(2112);
  });

  it('reads a state in decoding and from the second chunk of a prompt on, and always writes one', () => {
    const layer = new SSMLayer(spec);
    const moved = (step: Parameters<typeof layer.computeMetrics>[0]) => {
      const { kvReadPerPackage, kvWritePerPackage } = layer.computeMetrics(step);
      return [kvReadPerPackage, kvWritePerPackage];
    };
    expect(moved({ ...token, contextLen: 0 })).toEqual([2112, 2112]);
    expect(moved({ phase: 'prefill', batchSize: 1, seqLen: 8 })).toEqual([0, 2112]);
    expect(moved({ phase: 'prefill', batchSize: 1, seqLen: 8, contextLen: 8 })).toEqual([
      2112, 2112,
    ]);
  });

  it('reads every weight, filters and decay rates included', () => {
    const layer = new SSMLayer(spec);
    expect(layer.computeWeightMemoryRead(token)).toBe(2 * layer.parameterCount.total);
  });
});

describe('over packages', () => {
  const spec = { hiddenSize: 48, dState: 4 };
  const prompt = { phase: 'prefill', batchSize: 2, seqLen: 5 } as const;

  it('cuts the channels, and sums step sizes, B and C, and the output', () => {
    const metrics = new SSMLayer({ ...spec, parallelism: { tensorParallel: 4 } }).computeMetrics(
      prompt,
    );
    // Two all-reduces of 10 rows: 3 + 2·4 and 48 elements in two bytes.
    expect(metrics.communicationBytes).toBe(10 * (11 + 48) * 2);
    expect(metrics.flopsPerPackage * 4).toBe(new SSMLayer(spec).computeFlops(prompt));
    expect(metrics.kvCachePerPackage).toBe((2 * 2112) / 4);
    // Without norms of what is summed, nothing is replicated.
    expect(metrics.weightMemoryTotal).toBe(new SSMLayer(spec).computeWeightMemory());
  });

  it('deals out sequences', () => {
    const layer = new SSMLayer({ ...spec, parallelism: { attentionDataParallel: 2 } });
    const one = new SSMLayer(spec);
    expect(layer.computeFlops({ ...token, batchSize: 3 })).toBe(
      one.computeFlops({ ...token, batchSize: 2 }),
    );
  });

  it('cannot split a sequence, nor a channel', () => {
    let caught: unknown;
    try {
      new SSMLayer({ ...spec, parallelism: { contextParallel: 2, sequenceParallel: 2 } });
    } catch (error) {
      caught = error;
    }
    expect(
      MantileError.isInstance(caught) && caught.faults.map(({ code, path }) => [code, path]),
    ).toEqual([
      ['parallelism.unsupported_axis', 'parallelism.sequenceParallel'],
      ['parallelism.unsupported_axis', 'parallelism.contextParallel'],
    ]);
    expect(() => new SSMLayer({ ...spec, parallelism: { tensorParallel: 5 } })).toThrow(
      expect.objectContaining({ code: 'parallelism.indivisible' }),
    );
  });

  it('refuses a convolution that looks back at nothing', () => {
    expect(() => new SSMLayer({ ...spec, dConv: 1 })).toThrow(
      expect.objectContaining({
        code: 'spec.invalid',
        faults: [expect.objectContaining({ path: 'dConv', value: 1 })],
      }),
    );
  });
});
