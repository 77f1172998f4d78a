import { describe, expect, test } from 'vitest';
import { decodeModelConfig } from '../codec/decodeModelConfig.ts';
import { encodeModelConfig } from '../codec/encodeModelConfig.ts';
import { opt_1_3b } from '../models/each.ts';
import type { LayerTypeDocument } from '../modelConfigDocument.ts';
import { toy } from './__fixtures__/configs.ts';
import { validateModelConfig } from './validateModelConfig.ts';

const found = (input: unknown) => {
  const { errors, warnings } = validateModelConfig(input);
  return [...errors, ...warnings].map(({ code, severity, path }) => `${severity} ${code} ${path}`);
};
/** The toy with a layer changed, and its total as it then is. */
function withLayer(name: string, change: Partial<LayerTypeDocument>, more = {}) {
  const draft = {
    ...toy,
    ...more,
    layer_types: toy.layer_types.map((layer) =>
      layer.name === name ? { ...layer, ...change } : layer,
    ),
  };
  const fix = validateModelConfig(draft).errors.find(
    ({ code }) => code === 'config.total_mismatch',
  )?.fix;
  const total = Number(/Set total_params to (\d+)/.exec(fix ?? '')?.[1] ?? draft.total_params);
  return { ...draft, total_params: total, total_params_formatted: String(total) };
}
const withMore = (...layers: readonly LayerTypeDocument[]) => ({
  ...toy,
  layer_types: [...toy.layer_types, ...layers],
});
const odd: LayerTypeDocument = {
  name: 'feedforward',
  class: 'OddLayer',
  count: 2,
  layer_indices: '0-1',
  supported: false,
  gap_report: 'gaps/odd.md',
  specs: {},
  tensors: [
    { name: 'up', shape: [32, 16] },
    { name: 'down', shape: [16, 32] },
  ],
};

describe('tables and heads', () => {
  test.each(['embedding', 'head'])('there is one %s', (name) => {
    const index = toy.layer_types.findIndex((layer) => layer.name === name);
    expect(found(withLayer(name, { count: 2 }))).toEqual([
      `error config.table_count layer_types[${index}].count`,
    ]);
  });

  test('a head is as wide as the model, or as its embedding', () => {
    const narrow = { vocab_size: 100, hidden_size: 8 };
    const path = 'layer_types[4].specs.hidden_size';
    const withHead = withLayer('head', { specs: narrow });
    expect(found(withHead)).toEqual([`error config.head_width ${path}`]);
    const both = {
      ...withHead,
      total_params: 7376 - 2 * 800,
      total_params_formatted: '5776',
      layer_types: withHead.layer_types.map((layer) =>
        layer.name === 'embedding' ? { ...layer, specs: narrow } : layer,
      ),
    };
    expect(found(both)).toEqual([`warning config.head_width ${path}`]);
  });

  test('experts that are looked up by word know all words', () => {
    const specs = { hidden_size: 16, intermediate_size: 32, num_experts: 2, top_k: 1 };
    const change = { class: 'HashRoutedMoELayer', specs: { ...specs, vocab_size: 90 } };
    expect(found(withLayer('feedforward', change))).toEqual([
      'warning config.words_differ layer_types[1].specs.vocab_size',
    ]);
    const right = { ...change, specs: { ...specs, vocab_size: 100 } };
    expect(found(withLayer('feedforward', right))).toEqual([]);
  });
});

describe('norms', () => {
  test('of which none is as wide as the model are suspicious', () => {
    expect(found(withLayer('norm', { specs: { hidden_size: 4 } }))).toEqual([
      'warning suspicious.norm_width layer_types[2].specs.hidden_size',
    ]);
  });

  test('of which there are absurdly many are suspicious', () => {
    expect(found(withLayer('norm', { count: 20 }))).toEqual([]);
    expect(found(withLayer('norm', { count: 21 }))).toEqual([
      'warning suspicious.norm_count layer_types[2].count',
    ]);
  });
});

describe('classes', () => {
  test('of another role than the name says are suspicious', () => {
    const mlp = { class: 'MLPLayer', specs: { hidden_size: 16, intermediate_size: 32 } };
    expect(found(withLayer('attention', mlp))).toContain(
      'warning suspicious.role layer_types[0].name',
    );
    const attention = { class: 'AttentionLayer', specs: { hidden_size: 16, num_heads: 4 } };
    expect(found(withLayer('feedforward', attention))).toContain(
      'warning suspicious.role layer_types[1].name',
    );
    const linear = { class: 'LinearReplaceLayer', specs: { hidden_size: 16 } };
    expect(found(withLayer('attention', linear)).join()).not.toContain('suspicious.role');
  });

  test('a tower is more than attention', () => {
    const tower: LayerTypeDocument = {
      name: 'vision.attention',
      class: 'AttentionLayer',
      count: 1,
      supported: true,
      specs: { hidden_size: 16, num_heads: 4 },
    };
    expect(found(withMore(tower))).toContain('warning suspicious.bare_tower layer_types[5]');
    const norm = {
      ...tower,
      name: 'vision.norm',
      class: 'RMSNormLayer',
      specs: { hidden_size: 16 },
    };
    expect(found(withMore(tower, norm)).join()).not.toContain('bare_tower');
  });
});

describe('layers that are not supported', () => {
  test('list each tensor once, and name a report or none', () => {
    expect(found(withLayer('feedforward', odd))).toEqual([]);
    const [up] = odd.tensors ?? [];
    const twice = withLayer('feedforward', { ...odd, tensors: [up!, up!] });
    expect(found(twice)).toEqual(['error config.duplicate_tensor layer_types[1].tensors[1].name']);
    expect(found(withLayer('feedforward', { ...odd, gap_report: ' ' }))).toEqual([
      'error config.blank_gap_report layer_types[1].gap_report',
    ]);
  });

  test('without their tensors leave nothing validated', () => {
    const sources = { validated: true, validation_sources: ['https://arxiv.org/abs/2407.21783'] };
    const open = { ...withLayer('feedforward', { ...odd, tensors: undefined }, sources) };
    expect(found(open)).toEqual([
      'error config.validated_unchecked validated',
      'warning config.total_unchecked total_params',
    ]);
    expect(found({ ...open, validated: false })).toEqual([
      'warning config.total_unchecked total_params',
    ]);
  });
});

test('a file may say where its schema lies, which code does without', () => {
  const file = { $schema: './model-config.schema.json', ...toy };
  expect(found(file)).toEqual([]);
  expect(found({ ...file, $schema: 3 })).toEqual(['error config.invalid $schema']);
  expect(encodeModelConfig(decodeModelConfig(file))).toEqual(toy);
});

test('OPT, whose positions are another table, passes', () => {
  expect(found(opt_1_3b)).toEqual([]);
});
