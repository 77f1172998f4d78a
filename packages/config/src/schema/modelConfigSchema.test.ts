import { createLayerRegistry } from '@mantile/core';
import { RMSNormLayer, standardLayers } from '@mantile/layers';
import { expect, test } from 'vitest';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { modelConfigJsonSchema } from './modelConfigJsonSchema.ts';
import { modelConfigSchema } from './modelConfigSchema.ts';

const toy: ModelConfigDocument = {
  model_id: 'toy',
  name: 'Toy',
  hidden_size: 64,
  num_layers: 2,
  vocab_size: 1000,
  total_params: 64,
  total_params_formatted: '64',
  layer_types: [{ name: 'norm', class: 'RMSNormLayer', count: 1, supported: true, specs: {} }],
  validated: false,
};

test('a config of the required keys alone fits', () => {
  expect(modelConfigSchema().parse(toy)).toEqual(toy);
  expect(modelConfigSchema()).toBe(modelConfigSchema());
});

test.each([
  ['an unknown key', { ...toy, hidden: 64 }],
  [
    'an unknown key of a layer type',
    { ...toy, layer_types: [{ ...toy.layer_types[0], spec: {} }] },
  ],
  ['a fraction', { ...toy, num_layers: 1.5 }],
  ['a number that no double holds exactly', { ...toy, total_params: 2 ** 53 }],
  ['a number as text', { ...toy, hidden_size: '64' }],
  ['an unknown number format', { ...toy, dtype: 'bf17' }],
  ['an unknown part', { ...toy, params_by_part: { txt: 64 } }],
  ['no layers', { ...toy, layer_types: [] }],
])('%s does not fit', (_what, config) => {
  expect(modelConfigSchema().safeParse(config).success).toBe(false);
});

interface Definitions {
  readonly $defs: Readonly<
    Record<string, { readonly properties: object; readonly required?: readonly string[] }>
  >;
}

test('the JSON Schema knows the specs of every class in the wire form', () => {
  const { $defs } = modelConfigJsonSchema() as unknown as Definitions;
  expect(Object.keys($defs)).toEqual([...standardLayers.kinds]);
  const attention = $defs['GroupedQueryAttentionLayer'];
  expect(Object.keys(attention?.properties ?? {})).toEqual(
    expect.arrayContaining(['parameter_count', 'num_kv_heads', 'v_head_dim', 'attention_k_eq_v']),
  );
  expect(attention?.required).toEqual(['hidden_size', 'num_heads', 'num_kv_heads']);
});

test('the JSON Schema of another registry knows its classes', () => {
  const registry = createLayerRegistry([RMSNormLayer]);
  const { $defs } = modelConfigJsonSchema({ registry }) as unknown as Definitions;
  expect(Object.keys($defs)).toEqual(['RMSNormLayer']);
});
