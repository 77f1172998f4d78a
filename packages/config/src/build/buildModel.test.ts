import { Model } from '@mantile/core';
import {
  EmbeddingLayer,
  GatedMLPLayer,
  GroupedQueryAttentionLayer,
  LMHeadLayer,
  MLPLayer,
  RMSNormLayer,
} from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { encodeModelConfig } from '../codec/encodeModelConfig.ts';
import { configOf, llama, puzzling, sighted, toy, typeOf } from './__fixtures__/configs.ts';
import { faultsOf, refusalsOf } from './__fixtures__/faults.ts';
import { buildModel } from './buildModel.ts';

const prompt = { phase: 'prefill', batchSize: 3, seqLen: 100 } as const;
const token = { phase: 'decode', batchSize: 3, contextLen: 99 } as const;

describe('a model is built', () => {
  test('with totals as by hand', () => {
    const model = buildModel(toy);
    const attention = 2 * 64 * 64 + 2 * 64 * 16;
    const feedforward = 3 * 64 * 256;
    expect(model.parameterCount.total).toBe(2 * (attention + feedforward) + 5 * 64 + 2 * 64_000);
    // Every weight of a product is multiplied with each of 300 tokens, the head's with 3; norms cost 5 an element;
    // 8 heads of 8 score 100 keys for each query, and sum as many values.
    expect(model.computeMetrics(prompt).flopsPerPackage).toBe(
      2 * 300 * 2 * (attention + feedforward) +
        2 * 3 * 64_000 +
        5 * 5 * 64 * 300 +
        2 * 3 * 100 * 100 * 4 * 64,
    );
    // Keys and values of 2 heads of 8 in 2 bytes, of 2 layers, 3 sequences, 100 positions.
    expect(model.computeMetrics(token).kvCachePerPackage).toBe(2 * 2 * 8 * 2 * 2 * 3 * 100);
  });

  test('as directly constructed, for the shape of Llama 3.1 8B', () => {
    const setup = { dtype: 'bf16', parallelism: { tensorParallel: 4 } } as const;
    const hiddenSize = 4096;
    const vocabSize = 128256;
    const direct = new Model('Llama 3.1 8B', [
      {
        name: 'attention',
        layer: new GroupedQueryAttentionLayer({
          hiddenSize,
          numHeads: 32,
          numKvHeads: 8,
          ...setup,
        }),
        count: 32,
      },
      {
        name: 'feedforward',
        layer: new GatedMLPLayer({ hiddenSize, intermediateSize: 14336, ...setup }),
        count: 32,
      },
      { name: 'norm', layer: new RMSNormLayer({ hiddenSize, ...setup }), count: 65 },
      {
        name: 'embedding',
        layer: new EmbeddingLayer({ vocabSize, hiddenSize, ...setup }),
        count: 1,
      },
      { name: 'head', layer: new LMHeadLayer({ vocabSize, hiddenSize, ...setup }), count: 1 },
    ]);
    const built = buildModel(llama, { parallelism: { tensorParallel: 4 } });
    expect(built.parameterCount.total).toBe(8_030_261_248);
    expect(built.name).toBe(direct.name);
    for (const step of [prompt, token]) {
      expect(built.computeMetrics(step)).toEqual(direct.computeMetrics(step));
    }
  });

  test('from the wire form alike', () => {
    const built = buildModel(encodeModelConfig(toy));
    expect(built.computeMetrics(prompt)).toEqual(buildModel(toy).computeMetrics(prompt));
  });

  test('without what a spec says beside the class', () => {
    const specs = { hiddenSize: 64, intermediateSize: 128 };
    const beside = { layerIdx: 0, inputDim: 64, outputDim: 64, parameterCount: 2 * 64 * 128 };
    const build = (more: object) =>
      buildModel(configOf([typeOf('feedforward', 'MLPLayer', 1, { ...specs, ...more })]));
    expect(build(beside).blocks[0]?.layer.spec).toEqual(new MLPLayer(specs).spec);
  });
});

describe('overrides', () => {
  const blockOf = (model: Model, name: string) =>
    model.blocks.find((block) => block.name === name)!;

  test('change one type of layer alone', () => {
    const model = buildModel(toy, {
      parallelism: { tensorParallel: 2 },
      layers: {
        attention: { dtypes: { kvCache: 'fp8' } },
        feedforward: { specs: { intermediateSize: 512 }, dtype: 'fp8' },
        norm: { parallelism: { contextParallel: 2 } },
      },
    });
    const attention = blockOf(model, 'attention').layer;
    expect(attention.dtypes.kvCache.name).toBe('fp8');
    expect(attention.dtypes.weights.name).toBe('bf16');
    const feedforward = blockOf(model, 'feedforward').layer;
    expect(feedforward.parameterCount.total).toBe(3 * 64 * 512);
    expect(feedforward.dtypes.communication.name).toBe('fp8');
    expect(blockOf(model, 'norm').layer.parallelism.contextParallel).toBe(2);
    expect(blockOf(model, 'head').layer.parallelism.tensorParallel).toBe(2);
  });

  const formatsOf = (stored: 'fp32' | 'fp8' | undefined, options = {}) => {
    const type = typeOf(
      'norm',
      'RMSNormLayer',
      1,
      { hiddenSize: 64 },
      { dtypes: { weights: 'fp16' } },
    );
    const other = typeOf('feedforward', 'MLPLayer', 1, { hiddenSize: 64, intermediateSize: 64 });
    const model = buildModel(configOf([other, type], { dtype: stored }), options);
    return model.blocks.map(({ layer: { dtypes } }) =>
      [dtypes.weights, dtypes.activations, dtypes.kvCache, dtypes.compute].map(({ name }) => name),
    );
  };

  test.each([
    [
      'wide formats serve for everything',
      'fp32',
      {},
      ['fp32', 'fp32', 'fp32', 'fp32'],
      ['fp16', 'fp32', 'fp32', 'fp32'],
    ],
    [
      'narrow ones for weights alone',
      'fp8',
      {},
      ['fp8', 'bf16', 'bf16', 'bf16'],
      ['fp16', 'bf16', 'bf16', 'bf16'],
    ],
    [
      'none is bf16',
      undefined,
      {},
      ['bf16', 'bf16', 'bf16', 'bf16'],
      ['fp16', 'bf16', 'bf16', 'bf16'],
    ],
    [
      'a format of a role',
      'fp8',
      { dtypes: { compute: 'fp8' } },
      ['fp8', 'bf16', 'bf16', 'fp8'],
      ['fp16', 'bf16', 'bf16', 'fp8'],
    ],
    [
      'a format for the model',
      'fp8',
      { dtype: 'int8' },
      ['int8', 'int8', 'int8', 'int8'],
      ['int8', 'int8', 'int8', 'int8'],
    ],
    [
      'a format of the weights',
      'fp8',
      { dtypes: { weights: 'int4' } },
      ['int4', 'bf16', 'bf16', 'bf16'],
      ['int4', 'bf16', 'bf16', 'bf16'],
    ],
    [
      'a role for the layer goes before that for the model',
      'fp8',
      {
        dtype: 'bf16',
        dtypes: { weights: 'int8' },
        layers: { norm: { dtypes: { weights: 'fp8' } } },
      },
      ['int8', 'bf16', 'bf16', 'bf16'],
      ['fp8', 'bf16', 'bf16', 'bf16'],
    ],
    [
      'a role set to nothing is not set',
      'fp8',
      { dtypes: { weights: undefined } },
      ['fp8', 'bf16', 'bf16', 'bf16'],
      ['fp16', 'bf16', 'bf16', 'bf16'],
    ],
    [
      'a format for the layer',
      'fp8',
      { layers: { norm: { dtype: 'int8' } } },
      ['fp8', 'bf16', 'bf16', 'bf16'],
      ['int8', 'int8', 'int8', 'int8'],
    ],
  ] as const)('formats: %s', (_what, stored, options, feedforward, norm) => {
    expect(formatsOf(stored, options)).toEqual([feedforward, norm]);
  });
});

describe('parts', () => {
  const held = (model: Model) => model.parameterCount.total;
  const tower = 48 * 48 + 48 + 3 * (4 * 48 * 48 + 2 * 48 * 96) + (48 * 64 + 64);

  test('beside the text rest, in memory and idle', () => {
    const text = buildModel(toy);
    const model = buildModel(sighted);
    expect(held(model)).toBe(held(text) + tower);
    expect(model.parameterCount.active).toBe(text.parameterCount.active);
    expect(model.weightMemoryPerPackage).toBe(text.weightMemoryPerPackage + 2 * tower);
    const {
      blocks: _,
      weightMemoryPerPackage: __,
      weightMemoryTotal: ___,
      ...work
    } = model.computeMetrics(prompt);
    expect(text.computeMetrics(prompt)).toMatchObject(work);
  });

  test('run or are left out as asked', () => {
    const absent = buildModel(sighted, { parts: { vision: 'absent' } });
    expect(held(absent)).toBe(held(buildModel(toy)));
    const image = buildModel(sighted, { parts: { text: 'absent', vision: 'runs' } });
    expect(held(image)).toBe(tower);
    const patches = { phase: 'prefill', batchSize: 1, seqLen: 16 } as const;
    expect(image.computeMetrics(patches).flopsPerPackage).toBeGreaterThan(
      2 * 16 * (tower - 96 - 64),
    );
    expect(image.computeMetrics(patches).kvCachePerPackage).toBe(0);
  });

  test('of which none runs are refused', () => {
    const tower = configOf(sighted.layerTypes.slice(-4));
    expect(faultsOf(() => buildModel(tower))).toMatchObject([
      { code: 'build.nothing_runs', path: 'parts', legal: ['vision'] },
    ]);
  });
});

describe('refusals', () => {
  test('tell a format of the model once', () => {
    expect(
      refusalsOf(() => buildModel(toy, { dtype: 'fp7', dtypes: { kvCache: 'x' } } as never)),
    ).toEqual([
      ['dtype.unknown', 'dtype'],
      ['dtype.unknown', 'dtypes.kvCache'],
    ]);
  });

  test('come from all layers at once, with their places', () => {
    const config = configOf([
      typeOf('attention', 'GroupedQueryAttentionLayer', 2, { hiddenSize: 64, numHeads: 8 }),
      typeOf('feedforward', 'GatedMLPLayer', 2, { hiddenSize: 64, intermediateSize: 100 }),
      typeOf('norm', 'RMSNorm', 2, { hiddenSize: 64 }),
      typeOf('norm', 'RMSNormLayer', 2, { hiddenSize: 64, dtype: 'fp8' }),
    ]);
    expect(refusalsOf(() => buildModel(config, { parallelism: { tensorParallel: 8 } }))).toEqual([
      ['registry.unknown_kind', 'layerTypes[2].class'],
      ['config.duplicate_name', 'layerTypes[3].name'],
      ['spec.invalid', 'layerTypes[0].specs.numKvHeads'],
      ['parallelism.indivisible', 'layerTypes[1].parallelism.tensorParallel'],
      ['spec.invalid', 'layerTypes[3].specs.dtype'],
    ]);
  });

  test('say where an override is wrong', () => {
    const build = () =>
      buildModel(toy, {
        parallelism: { tensorParallel: 2 },
        layers: {
          norm: { parallelism: { contextParallel: 4 } },
          feedforward: { parallelism: { expertParallel: 2 } },
          atention: {},
        },
      });
    expect(refusalsOf(build)).toEqual([
      ['option.unknown', 'layers.atention'],
      ['parallelism.unsupported_axis', 'layers.feedforward.parallelism.expertParallel'],
      ['parallelism.indivisible', 'layers.norm.parallelism'],
    ]);
  });

  test.each([
    ['a misspelt option', { paralelism: {} }, ['option.unknown', 'paralelism']],
    ['options that are none', 4, ['option.invalid', 'options']],
    [
      'a misspelt key of a layer',
      { layers: { norm: { spec: {} } } },
      ['option.unknown', 'layers.norm.spec'],
    ],
    ['an unknown part', { parts: { video: 'runs' } }, ['option.unknown', 'parts.video']],
    ['an unknown state', { parts: { text: 'run' } }, ['option.invalid', 'parts.text']],
    ['an unknown bound', { unknown: 'middle' }, ['option.invalid', 'unknown']],
    ['a plan that is a number', { parallelism: 8 }, ['option.invalid', 'parallelism']],
    [
      'an unknown axis',
      { parallelism: { tensor: 2 } },
      ['parallelism.unknown_axis', 'parallelism.tensor'],
    ],
    ['an unknown format', { dtype: 'fp7' }, ['dtype.unknown', 'dtype']],
    [
      'a role in snake_case',
      { layers: { attention: { dtypes: { kv_cache: 'fp8' } } } },
      ['dtype.unknown_role', 'layers.attention.dtypes.kv_cache'],
    ],
    [
      'an override of a spec',
      { layers: { attention: { specs: { headDim: 0 } } } },
      ['spec.invalid', 'layers.attention.specs.headDim'],
    ],
  ] as const)('of %s', (_what, options, expected) => {
    expect(refusalsOf(() => buildModel(toy, options as never))).toContainEqual(expected);
  });

  test.each([
    ['nothing', undefined, 'config'],
    ['a list', [], 'config'],
    ['no layers', { layerTypes: [] }, 'layerTypes'],
    ['no layers on the wire', { layer_types: 3 }, 'layer_types'],
    ['a layer that is none', { layerTypes: [null] }, 'layerTypes[0]'],
    [
      'no count',
      { layerTypes: [{ name: 'norm', class: 'RMSNormLayer', specs: {} }] },
      'layerTypes[0].count',
    ],
  ])('of what is no config: %s', (_what, config, path) => {
    expect(refusalsOf(() => buildModel(config as never))).toEqual([['config.invalid', path]]);
  });

  test('of layers without an implementation, when strict', () => {
    expect(refusalsOf(() => buildModel(puzzling, { strict: true }))).toEqual([
      ['build.unknown_layer', 'layerTypes[5].class'],
    ]);
  });
});
