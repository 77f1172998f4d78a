import { describe, expect, test } from 'vitest';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { toySystem } from '../__fixtures__/toySystem.ts';
import { standardDtypes } from '../dtype.ts';
import { Model } from '../model.ts';
import { StepFrame } from '../step.ts';
import { Clock } from '../timing/clock.ts';
import { constantEfficiency } from '../timing/constant.ts';
import { idealEfficiency } from '../timing/ideal.ts';
import { Trace } from './trace.ts';

const prompt = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;

function traceOf(layer: ToyLayer, clock?: Clock) {
  const trace = new Trace(clock);
  layer.forward(new StepFrame().set(prompt), trace);
  return (name: string) => trace.operations.find((operation) => operation.name === name);
}

describe('an operation', () => {
  test('tells its numbers with formula, inputs and unit', () => {
    expect(traceOf(new ToyLayer({}))('expand')).toEqual({
      name: 'expand',
      kind: 'matmul',
      kernels: 1,
      terms: [
        {
          quantity: 'flops',
          formula: '2 * rows * k * n + rows * bias',
          inputs: { rows: 20, k: 48, n: 96, bias: 96 },
          value: 20 * (2 * 48 * 96 + 96),
          unit: 'FLOP',
        },
        {
          quantity: 'weightReadBytes',
          formula: 'weight',
          inputs: { weight: 9408 },
          value: 9408,
          unit: 'B',
        },
      ],
    });
  });

  test('leaves out what is zero: a prompt reads no state', () => {
    const quantities = traceOf(new ToyLayer({}))('attention')?.terms.map((term) => term.quantity);
    expect(quantities).toEqual(['flops', 'stateWriteBytes']);
  });

  test('with a clock tells its times', () => {
    const clock = new Clock(toySystem, idealEfficiency);
    const times = traceOf(new ToyLayer({}), clock)('expand')?.terms.slice(2);
    expect(times).toEqual([
      {
        quantity: 'computeSeconds',
        formula: 'flops / peak',
        inputs: { flops: 186240, peak: 100e12 },
        value: 186240 / 100e12,
        unit: 's',
      },
      {
        quantity: 'memorySeconds',
        formula: 'bytes / bandwidth',
        inputs: { bytes: 9408, bandwidth: 1e12 },
        value: 9408 / 1e12,
        unit: 's',
      },
      {
        quantity: 'operationSeconds',
        formula: 'ideal: operation',
        inputs: { computeSeconds: 186240 / 100e12, memorySeconds: 9408 / 1e12 },
        value: 9408 / 1e12,
        unit: 's',
      },
    ]);
  });
});

describe('the format of a product', () => {
  const clock = new Clock(toySystem, idealEfficiency);

  test('is named', () => {
    const operation = traceOf(new ToyLayer({ dtype: 'fp8' }), clock)('expand');
    expect(operation?.computedIn).toBe('fp8');
    expect(operation).not.toHaveProperty('fallsBackFrom');
  });

  test('is the fallback where the chip lacks it: the weights stay packed', () => {
    const operation = traceOf(new ToyLayer({ dtype: 'mxfp4' }), clock)('expand');
    expect(operation).toMatchObject({ computedIn: 'bf16', fallsBackFrom: 'mxfp4' });
    // 96 rows of 48, which begin two blocks of 17 bytes, and 96 biases in three.
    expect(operation?.terms[1]?.value).toBe(96 * 34 + 3 * 17);
  });

  test('is not told without hardware, nor where there is no arithmetic', () => {
    expect(traceOf(new ToyLayer({}))('expand')).not.toHaveProperty('computedIn');
    expect(traceOf(new ToyLayer({}), clock)('look_up')).not.toHaveProperty('computedIn');
  });
});

test('a recurrence tells how its FLOPs come about, where the layer says it', () => {
  const scan = {
    kind: 'scan',
    name: 'scan',
    kernels: 1,
    flopsPerToken: 160,
    weightBytes: 0,
    stateBytes: 64,
    computeDtype: standardDtypes.bf16,
  } as const;
  const derivation = { value: 160, formula: 'heads * 5 * width^2', inputs: { heads: 2, width: 4 } };
  const trace = new Trace();
  trace.scan({ ...scan, derivation }, 3, 7, false);
  trace.scan(scan, 3, 7, false);
  expect(trace.operations.map(({ terms }) => terms[0])).toEqual([
    {
      quantity: 'flops',
      formula: 'sequences * tokens * (heads * 5 * width^2)',
      inputs: { sequences: 3, tokens: 7, heads: 2, width: 4 },
      value: 3360,
      unit: 'FLOP',
    },
    {
      quantity: 'flops',
      formula: 'sequences * tokens * flopsPerToken',
      inputs: { sequences: 3, tokens: 7, flopsPerToken: 160 },
      value: 3360,
      unit: 'FLOP',
    },
  ]);
});

describe('a collective', () => {
  const layer = new ToyLayer({ parallelism: { tensorParallel: 4 } });

  test('tells payload and wire bytes', () => {
    const terms = traceOf(layer)('reduce')?.terms;
    expect(terms?.map(({ formula, value }) => [formula, value])).toEqual([
      ['rows * bytesPerRow', 1920],
      ['payload * wireFactor', 2880],
    ]);
  });

  test('names its algorithm', () => {
    const clocks = [idealEfficiency, constantEfficiency({ name: 'c', compute: 1, memory: 1 })];
    const named = clocks.map(
      (efficiency) => traceOf(layer, new Clock(toySystem, efficiency))('reduce')?.algorithm,
    );
    expect(named).toEqual(['payload / bandwidth', 'one-shot']);
  });

  test('within a package is no operation', () => {
    expect(traceOf(new ToyLayer({}))('reduce')).toBeUndefined();
  });
});

test('activations are listed, and launch nothing', () => {
  expect(traceOf(new ToyLayer({}))('input')).toMatchObject({ kind: 'activation', kernels: 0 });
});

test('in a model, operations say whose they are and how often', () => {
  const trace = new Trace();
  const model = new Model('two', [{ name: 'block', layer: new ToyLayer({}), count: 7 }]);
  model.forward(new StepFrame().set(prompt), trace);
  expect(
    new Set(trace.operations.map(({ layer, layerCount }) => `${layer} ${layerCount}`)),
  ).toEqual(new Set(['block 7']));
});
