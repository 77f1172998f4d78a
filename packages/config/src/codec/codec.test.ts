import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import type { ModelConfig } from '../modelConfig.ts';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { decodeModelConfig } from './decodeModelConfig.ts';
import { encodeModelConfig } from './encodeModelConfig.ts';
import { camelKey, snakeKey } from './keyCase.ts';

const document: ModelConfigDocument = {
  model_id: 'full',
  hf_model_id: 'org/Full',
  name: 'Full',
  family: 'full_family',
  hidden_size: 8,
  num_layers: 1,
  vocab_size: 10,
  max_position_embeddings: 128,
  total_params: 16,
  total_params_formatted: '16',
  params_by_part: { text: 16 },
  dtype: 'fp8_e4m3',
  layer_types: [
    {
      name: 'norm',
      class: 'Odd_Class',
      count: 2,
      layer_indices: '0',
      supported: false,
      gap_report: 'gaps/odd_class.md',
      dtypes: { weights: 'mxfp4', kv_cache: 'fp8' },
      tensors: [{ name: 'odd_one.weight', shape: [8], dtype: 'fp32' }],
      specs: { layer_idx: 0, attention_k_eq_v: true, top_k: { max_of_all: 'top_k' } },
    },
  ],
  validated: true,
  validation_notes: 'some_notes',
  validation_sources: ['https://example.com/a_b'],
};

const faultsOf = (call: () => unknown): readonly (readonly unknown[])[] => {
  try {
    call();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
};

test.each([
  ['attention_k_eq_v', 'attentionKEqV'],
  ['v_head_dim', 'vHeadDim'],
  ['d_in', 'dIn'],
  ['top_k', 'topK'],
  ['has_fp32_parameters', 'hasFp32Parameters'],
  ['dropout_p', 'dropoutP'],
  ['p', 'p'],
  ['conv_2d', 'conv_2d'],
  ['A_log', 'A_log'],
])('%s in files is %s in code', (wire, code) => {
  expect(camelKey(wire)).toBe(code);
  expect(snakeKey(code)).toBe(wire);
});

test('every key has its counterpart, and no string is touched', () => {
  const config = decodeModelConfig(document);
  expect(config).toMatchObject({
    modelId: 'full',
    maxPositionEmbeddings: 128,
    layerTypes: [
      {
        class: 'Odd_Class',
        layerIndices: '0',
        gapReport: 'gaps/odd_class.md',
        dtypes: { weights: 'mxfp4', kvCache: 'fp8' },
        tensors: [{ name: 'odd_one.weight' }],
        specs: { layerIdx: 0, attentionKEqV: true, topK: { maxOfAll: 'top_k' } },
      },
    ],
  });
  expect(encodeModelConfig(config)).toEqual(document);
});

test('keys are written in the order of the documents, whatever theirs is', () => {
  const config = decodeModelConfig(document);
  const turned = Object.fromEntries(Object.entries(config).reverse()) as unknown as ModelConfig;
  expect(JSON.stringify(encodeModelConfig(turned))).toBe(JSON.stringify(document));
});

test('absent keys stay absent, and null is absent', () => {
  const { hf_model_id: _, ...others } = document;
  const config = decodeModelConfig({
    ...others,
    family: undefined,
    layer_types: [{ ...document.layer_types[0], gap_report: null }],
  } as ModelConfigDocument);
  expect('hfModelId' in config || 'family' in config).toBe(false);
  expect('gapReport' in (config.layerTypes[0] ?? {})).toBe(false);
});

test('keys that would be lost or fall together are refused', () => {
  const withSpecs = (json: string): ModelConfigDocument => ({
    ...document,
    layer_types: [
      {
        name: 'a',
        class: 'A',
        count: 1,
        supported: true,
        specs: JSON.parse(json) as Record<string, unknown>,
      },
    ],
  });
  const at = (json: string) => faultsOf(() => decodeModelConfig(withSpecs(json)));
  expect(at('{"numHeads": 2, "num_heads": 4}')).toEqual([
    ['config.key', 'layer_types[0].specs.numHeads'],
  ]);
  expect(at('{"__proto__": {"a": 1}, "x": [{"constructor": 1}]}')).toEqual([
    ['config.key', 'layer_types[0].specs.__proto__'],
    ['config.key', 'layer_types[0].specs.x[0].constructor'],
  ]);
  const config = decodeModelConfig(document);
  const wrong = config.layerTypes.map((layer) => ({ ...layer, specs: { num_heads: 4 } }));
  expect(faultsOf(() => encodeModelConfig({ ...config, layerTypes: wrong }))).toEqual([
    ['config.key', 'layerTypes[0].specs.num_heads'],
  ]);
});

test('what contains itself is refused', () => {
  const specs: Record<string, unknown> = {};
  specs['again'] = specs;
  const layer_types = [{ name: 'a', class: 'A', count: 1, supported: true, specs }];
  const told = faultsOf(() => decodeModelConfig({ ...document, layer_types }));
  expect(told.map(([code]) => code)).toEqual(['config.too_deep']);
});

describe('what has not the form of a config is refused', () => {
  test.each([
    [null, ['config']],
    [undefined, ['config']],
    ['{}', ['config']],
    [[], ['config']],
    [{}, ['layer_types']],
    [{ layer_types: 'x' }, ['layer_types']],
    [
      { layer_types: [null, { specs: 1 }, { specs: {}, dtypes: 'fp8', tensors: [null] }] },
      ['layer_types[0]', 'layer_types[1].specs', 'layer_types[2].dtypes', 'layer_types[2].tensors'],
    ],
  ])('%j', (given, paths) => {
    const refused = (read: (config: never) => unknown, config: unknown) => {
      try {
        read(config as never);
      } catch (error) {
        return MantileError.isInstance(error) ? error.faults.map(({ path }) => path) : error;
      }
      return undefined;
    };
    expect(refused(decodeModelConfig, given)).toEqual(paths);
    const inCode =
      given === undefined
        ? given
        : (JSON.parse(JSON.stringify(given).replaceAll('layer_types', 'layerTypes')) as unknown);
    expect(refused(encodeModelConfig, inCode)).toEqual(
      paths.map((path) => path.replace('layer_types', 'layerTypes')),
    );
  });
});
