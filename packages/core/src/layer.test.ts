import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { ToyLayer, type ToySpec } from './__fixtures__/toyLayer.ts';
import type { LayerOptions } from './layer.ts';
import { StepFrame } from './step.ts';

type Options = LayerOptions<Partial<ToySpec>>;

describe('one options object', () => {
  test('holds spec, formats and parallelism side by side', () => {
    const layer = new ToyLayer({
      inner: 144,
      dtype: 'fp8',
      dtypes: { kvCache: 'bf16' },
      parallelism: { tensorParallel: 2, contextParallel: 3 },
    });
    expect(layer.spec).toMatchObject({ inner: 144, width: 48 });
    expect([layer.dtypes.weights.name, layer.dtypes.kvCache.name]).toEqual(['fp8', 'bf16']);
    expect(layer.numPackages).toBe(6);
    expect(layer.kind).toBe('ToyLayer');
  });

  test('is refused with the faults of spec, formats and parallelism at once', () => {
    const options = {
      inner: 0,
      widht: 4,
      dtype: 'bf17',
      parallelism: { tensorParallel: 0, pipelineParallel: 2 },
    } as unknown as Options;
    expect(
      faultsOf(() => new ToyLayer(options)).map(({ code, path }) => `${code} ${path}`),
    ).toEqual([
      'spec.invalid inner',
      'spec.invalid spec',
      'dtype.unknown dtype',
      'parallelism.invalid_degree parallelism.tensorParallel',
      'parallelism.unsupported_axis parallelism.pipelineParallel',
    ]);
  });

  test('what spec and parallelism make illegal together is refused at once, with what would be legal', () => {
    const options: Options = { parallelism: { tensorParallel: 5, expertParallel: 7 } };
    expect(faultsOf(() => new ToyLayer(options))).toMatchObject([
      {
        code: 'parallelism.indivisible',
        path: 'parallelism.tensorParallel',
        value: 5,
        legal: [1, 2, 3, 4, 6, 12],
        message:
          'tensorParallel must divide heads: 12 is not a multiple of 5; legal: 1, 2, 3, 4, 6, 12.',
      },
      { path: 'parallelism.expertParallel', value: 7 },
    ]);
  });

  test.each([undefined, null, 'bf16', 7])('%s is no options object', (options) => {
    const make = (): unknown => new (ToyLayer as new (options: unknown) => ToyLayer)(options);
    // `undefined` falls to the toy's own default.
    if (options === undefined) expect(make()).toBeInstanceOf(ToyLayer);
    else expect(faultsOf(make)[0]).toMatchObject({ code: 'option.invalid', value: options });
  });

  test('a plan that is no object is refused instead of read as empty', () => {
    const options = { parallelism: 8 } as unknown as Options;
    expect(faultsOf(() => new ToyLayer(options))[0]).toMatchObject({
      code: 'option.invalid',
      path: 'parallelism',
      value: 8,
    });
  });
});

describe('what the base derives', () => {
  const layer = new ToyLayer({ parallelism: { tensorParallel: 2 } });
  const prompt = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;

  test('parameters, from the tensors before any sharding', () => {
    // table 100·48, up 96·48 + 96, decay 12, 12 experts of 16·48 + 16, norm 48, down 48·96 + 48
    const experts = 12 * (16 * 48 + 16);
    const others = 100 * 48 + (96 * 48 + 96) + 12 + 48 + (48 * 96 + 48);
    expect(layer.parameterCount).toEqual({
      total: others + experts,
      active: others + experts / 6,
    });
  });

  test('weight memory, from the same tensors on the busiest package', () => {
    // The down projection's bias, the norm and the experts are replicated.
    const elements = (100 * 48 + 96 * 48 + 96 + 12 + 48 * 96) / 2 + 48 + 48 + 12 * (16 * 48 + 16);
    expect(layer.computeWeightMemory()).toBe(2 * elements);
    expect(layer.weightMemoryPerPackage).toBe(2 * elements);
  });

  test('FLOPs and activations, from the operations', () => {
    const rows = 20;
    const expand = rows * (2 * 48 * 48 + 48);
    const attention = 2 * 10 * 10 * 2 * 6 * (4 + 4);
    const recurrence = rows * 3 * 6 * 4;
    const experts = 2 * rows * (2 * 16 * 48 + 16);
    const norm = rows * 5 * 48;
    // The bias behind cut inputs is added once: half of it here.
    const contract = rows * (2 * 48 * 48 + 24);
    expect(layer.computeFlops(prompt)).toBe(
      expand + attention + recurrence + experts + norm + contract,
    );
    expect(layer.computeActivationMemory(prompt)).toBe(rows * (48 + 48) * 2);
  });

  test('weights read: a table only where it is looked up', () => {
    const notTheTable = layer.computeWeightMemory() - 50 * 48 * 2;
    expect(layer.computeWeightMemoryRead(prompt)).toBe(notTheTable + 20 * 48 * 2);
  });

  test('state, after the step: keys and values of every position, one memory', () => {
    // 2 sequences × (10 positions × 2 × 24 elements + 24 of memory) × 2 bytes
    expect(layer.computeKvCache(prompt)).toBe(2 * (10 * 2 * 24 + 24) * 2);
    const next = { phase: 'decode', batchSize: 2, contextLen: 10 } as const;
    expect(layer.computeKvCache(next) - layer.computeKvCache(prompt)).toBe(2 * 2 * 24 * 2);
  });

  test('state in a format of its own', () => {
    const small = new ToyLayer({ parallelism: { tensorParallel: 2 }, dtypes: { kvCache: 'fp8' } });
    expect(small.computeKvCache(prompt)).toBe(layer.computeKvCache(prompt) / 2);
  });

  test('positions split over packages round up on the busiest, and average out', () => {
    const split = new ToyLayer({ parallelism: { contextParallel: 4 } });
    const frame = new StepFrame().set(prompt);
    // 10 positions over 4: 3 on the busiest, 2.5 on average.
    expect(split.stateBytes(frame)).toBe(2 * (3 * 2 * 48 + 48) * 2);
    frame.shareOf = 'average';
    expect(split.stateBytes(frame)).toBe(2 * (2.5 * 2 * 48 + 48) * 2);
  });
});
