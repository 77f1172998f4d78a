import { createLayerRegistry } from '@mantile/core';
import { EmbeddingLayer, RMSNormLayer } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { encodeModelConfig } from '../codec/encodeModelConfig.ts';
import type { LayerTypeDocument, ModelConfigDocument } from '../modelConfigDocument.ts';
import { llama, toy } from './__fixtures__/configs.ts';
import { validateModelConfig } from './validateModelConfig.ts';
import type { ValidationOptions } from './validation.ts';

/** The toy with a type of layer changed. */
const withLayer = (index: number, change: object): object => ({
  ...toy,
  layer_types: toy.layer_types.map((layer, at) => (at === index ? { ...layer, ...change } : layer)),
});
const withSpecs = (index: number, change: object): object =>
  withLayer(index, { specs: { ...toy.layer_types[index]?.specs, ...change } });
const placesOf = (input: unknown, options?: ValidationOptions): readonly string[] => {
  const { errors, warnings } = validateModelConfig(input, options);
  return [...errors, ...warnings].map(({ code, path }) => `${code} ${path}`);
};
const tell = (input: unknown, code: string, options?: ValidationOptions) => {
  const { errors, warnings } = validateModelConfig(input, options);
  const found = [...errors, ...warnings].filter((finding) => finding.code === code);
  expect(found.map(({ path }) => path)).toHaveLength(1);
  return `${found[0]?.severity}: ${found[0]?.message} ${found[0]?.fix}`;
};
const odd: LayerTypeDocument = {
  name: 'feedforward.odd',
  class: 'OddLayer',
  count: 2,
  layer_indices: '0-1',
  supported: false,
  gap_report: 'gaps/odd.md',
  specs: {},
};
const withOdd = (change: object): object => ({
  ...toy,
  layer_types: toy.layer_types.map((layer) =>
    layer.name === 'feedforward' ? { ...odd, ...change } : layer,
  ),
});

test.each([
  ['a toy', toy, 'toy.json'],
  ['Llama 3.3 70B', llama, 'configs/meta-llama_Llama-3.3-70B-Instruct.json'],
])('%s is right, as text and parsed, and comes back', (_what, document, fileName) => {
  for (const input of [document, JSON.stringify(document, null, 2)]) {
    const { valid, errors, warnings, config } = validateModelConfig(input, {
      fileName,
      strict: true,
    });
    expect({ valid, errors, warnings }).toEqual({ valid: true, errors: [], warnings: [] });
    expect(config === undefined ? undefined : encodeModelConfig(config)).toEqual(document);
  }
});

describe('the total that documents give for Llama 3.3 70B', () => {
  const stated = { ...llama, total_params: 69502369792, total_params_formatted: '69.5B' };

  test('is told with the right one, and with what it leaves out', () => {
    const said = tell(stated, 'config.total_mismatch');
    expect(said).toContain('the layers add up to 70553706496 parameters, not 69502369792');
    expect(said).toContain('128256 * 8192 = 1050673152, and 81 norms of 8192');
    expect(said).toContain('Set total_params to 70553706496');
    // Written for people it agrees with what is stated, and is corrected with that.
    expect(placesOf(stated)).not.toContain('config.formatted total_params_formatted');
    const neither = { ...stated, total_params_formatted: '60B' };
    expect(tell(neither, 'config.formatted')).toContain('Correct total_params first');
    const right = { ...stated, total_params_formatted: '70.6B' };
    expect(placesOf(right)).not.toContain('config.formatted total_params_formatted');
  });

  test('is that of a config without head and with every second norm', () => {
    const layers = stated.layer_types
      .filter(({ name }) => name !== 'head')
      .map((layer) => (layer.name === 'norm' ? { ...layer, count: 80 } : layer));
    const { params_by_part: _, ...others } = stated;
    const { valid, warnings } = validateModelConfig({ ...others, layer_types: layers });
    expect(valid).toBe(true);
    expect(warnings.map(({ code }) => code)).toEqual(['suspicious.no_head']);
  });
});

describe('keys and types', () => {
  test.each([
    ['a missing key', { ...toy, name: undefined }, ['config.missing name']],
    ['a misspelt key', { ...toy, hidden_dim: 16 }, ['config.unknown_key hidden_dim']],
    ['a key in camelCase', { ...toy, numLayers: 2 }, ['config.unknown_key numLayers']],
    ['a number as text', { ...toy, num_layers: '2' }, ['config.invalid num_layers']],
    ['null', { ...toy, family: null }, ['config.invalid family']],
    ['no layers', { ...toy, layer_types: [] }, ['config.invalid layer_types']],
    ['layers that are none', { ...toy, layer_types: [1] }, ['config.invalid layer_types[0]']],
    [
      'a spec beside specs',
      withLayer(2, { hidden_size: 16 }),
      ['config.unknown_key layer_types[2].hidden_size'],
    ],
    ['another number format', { ...toy, dtype: 'bf17' }, ['config.invalid dtype']],
  ])('%s', (_what, input, places) => {
    const { valid, config } = validateModelConfig(input);
    expect(placesOf(input)).toEqual(places);
    expect(valid).toBe(false);
    expect(config).toBeUndefined();
  });

  test('a key is called by its right name', () => {
    expect(tell({ ...toy, numLayers: 2 }, 'config.unknown_key')).toContain(
      'did you mean "num_layers"?',
    );
    const { num_layers: _, ...others } = toy;
    expect(tell({ ...others, numLayers: 2 }, 'config.unknown_key')).toContain(
      'Rename it to "num_layers".',
    );
    expect(tell({ ...toy, dtype: 'bf17' }, 'config.invalid')).toMatch(
      /got "bf17".*Use one of fp64, /,
    );
  });

  test('the form of code is told as such', () => {
    const { config } = validateModelConfig(toy);
    expect(tell(config, 'config.form_of_code')).toContain('encodeModelConfig');
    expect(placesOf(config)).toHaveLength(1);
  });

  test('a gap report may be null', () => {
    expect(placesOf(withLayer(0, { gap_report: null }))).toEqual([]);
  });

  test('everything wrong is told at once', () => {
    const wrong = { ...withSpecs(0, { num_heads: 5 }), model_id: 'a/b', hidden: 1, vocab_size: -1 };
    expect(placesOf(wrong, { fileName: 'toy.json' })).toEqual([
      'config.invalid vocab_size',
      'config.unknown_key hidden',
      'spec.invalid layer_types[0].specs.head_dim',
      'config.model_id model_id',
      'config.model_id_mismatch model_id',
    ]);
  });
});

describe('names', () => {
  test.each([
    [
      'a duplicate',
      withLayer(1, { name: 'attention' }),
      'config.duplicate_name layer_types[1].name',
    ],
    ['no standard name', withLayer(1, { name: 'mlp' }), 'config.layer_name layer_types[1].name'],
    [
      'an empty refinement',
      withLayer(1, { name: 'feedforward.' }),
      'config.layer_name layer_types[1].name',
    ],
    [
      'the text as a part',
      withLayer(1, { name: 'text.feedforward' }),
      'config.layer_name layer_types[1].name',
    ],
    [
      'another order',
      { ...toy, layer_types: [...toy.layer_types.slice(1), toy.layer_types[0]] },
      'config.layer_order layer_types[4].name',
    ],
  ])('%s', (_what, input, place) => {
    expect(placesOf(input)).toContain(place);
  });

  test.each([
    ['mlp', 'feedforward.mlp'],
    ['lm_head', 'head.lm_head'],
    ['vision.self_attn', 'vision.attention.self_attn'],
    ['LayerNorm', 'norm.layernorm'],
    ['embed_tokens', 'embedding.embed_tokens'],
    ['text.attention', 'attention'],
  ])('%s could be called %s', (name, standard) => {
    expect(tell(withLayer(1, { name }), 'config.layer_name')).toContain(
      `Rename it to "${standard}"`,
    );
  });

  test('the name of the file is that of the model', () => {
    expect(placesOf(toy, { fileName: 'a\\b\\toy.json' })).toEqual([]);
    expect(tell(toy, 'config.model_id_mismatch', { fileName: 'toi.json' })).toContain(
      'Set model_id to "toi"',
    );
    expect(placesOf({ ...toy, model_id: '../toy' })).toEqual(['config.model_id model_id']);
  });

  test('a layer that is not supported may have any name, with a warning', () => {
    expect(
      validateModelConfig(withOdd({ name: 'moe_router', specs: { parameter_count: 1024 } })),
    ).toMatchObject({
      valid: true,
      warnings: [{ code: 'config.layer_name', path: 'layer_types[1].name' }],
    });
  });
});

describe('classes', () => {
  test.each([
    [
      'an unknown class',
      withLayer(1, { class: 'MLPLayr' }),
      ['config.unknown_class layer_types[1].class'],
    ],
    [
      'a supported class said not to be',
      withLayer(1, { supported: false, gap_report: 'x' }),
      ['config.class_is_supported layer_types[1].supported'],
    ],
    [
      'a gap report of what is supported',
      withLayer(1, { gap_report: 'x.md' }),
      ['config.needless_gap_report layer_types[1].gap_report'],
    ],
    [
      'no gap report',
      withOdd({ gap_report: undefined, specs: { parameter_count: 1024 } }),
      ['config.missing_gap_report layer_types[1].gap_report'],
    ],
    [
      'a known class in other letters',
      withOdd({ class: 'Gated_MLP', specs: { parameter_count: 1024 } }),
      ['config.suspicious_class layer_types[1].class'],
    ],
    [
      'tensors that follow from specs',
      withLayer(2, { tensors: [{ name: 'weight', shape: [16] }] }),
      ['config.needless_tensors layer_types[2].tensors'],
    ],
  ])('%s', (_what, input, places) => {
    expect(placesOf(input)).toEqual(places);
  });

  test('are those of the registry that is given', () => {
    const registry = createLayerRegistry([EmbeddingLayer, RMSNormLayer]);
    const unknown = validateModelConfig(toy, { registry }).errors.map(({ path }) => path);
    expect(unknown).toEqual([0, 1, 4].map((index) => `layer_types[${index}].class`));
    expect(tell(withLayer(1, { class: 'MLPLayr' }), 'config.unknown_class')).toContain(
      'Rename it to "MLPLayer"',
    );
  });

  test('of others may fail in any way', () => {
    class FailingLayer extends RMSNormLayer {
      static override readonly kind = 'FailingLayer' as never;
      constructor(options: { hiddenSize: number }) {
        super(options);
        throw new RangeError('not today');
      }
    }
    const registry = createLayerRegistry([FailingLayer]);
    const { errors } = validateModelConfig(withLayer(2, { class: 'FailingLayer' }), { registry });
    expect(errors.find(({ code }) => code === 'config.layer_failed')).toMatchObject({
      path: 'layer_types[2].specs',
      message: 'FailingLayer failed: not today',
    });
  });
});

describe('specs', () => {
  test.each([
    [
      'a missing key',
      withLayer(2, { specs: {} }),
      ['config.missing layer_types[2].specs.hidden_size'],
    ],
    [
      'an unknown key',
      withSpecs(1, { num_heads: 4 }),
      ['config.unknown_key layer_types[1].specs.num_heads'],
    ],
    [
      'a key in camelCase',
      withSpecs(0, { vHeadDim: 4 }),
      ['config.key layer_types[0].specs.vHeadDim'],
    ],
    ['a wrong type', withSpecs(0, { has_bias: 1 }), ['spec.invalid layer_types[0].specs.has_bias']],
    ['null', withSpecs(0, { v_head_dim: null }), ['spec.invalid layer_types[0].specs.v_head_dim']],
    [
      'a wrong item of a list',
      withSpecs(0, { lora_rank: 2, lora_targets: ['q', 'x'] }),
      ['spec.invalid layer_types[0].specs.lora_targets[1]'],
    ],
    ['formats', withSpecs(0, { dtype: 'fp8' }), ['config.unknown_key layer_types[0].specs.dtype']],
    [
      'a plan',
      withSpecs(0, { parallelism: {} }),
      ['config.unknown_key layer_types[0].specs.parallelism'],
    ],
    [
      'more than can be a spec',
      withSpecs(0, { lora_targets: Array.from({ length: 5000 }, () => 'q') }),
      ['config.too_large layer_types[0].specs'],
    ],
  ])('%s', (_what, input, places) => {
    const { errors } = validateModelConfig(input);
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual(places);
  });

  test('are told in the words of the file', () => {
    expect(tell(withSpecs(0, { num_head: 4 }), 'config.unknown_key')).toMatch(
      /^error: AttentionLayer has no such key, did you mean "num_heads"\?.*num_heads, head_dim, v_head_dim/,
    );
    expect(tell(withSpecs(0, { num_heads: 5 }), 'spec.invalid')).not.toMatch(/hiddenSize|numHeads/);
    expect(tell(withSpecs(0, { vHeadDim: 4 }), 'config.key')).toContain(
      'Rename it to "v_head_dim".',
    );
  });
});

describe('figures beside the specs', () => {
  test.each([
    ['the input', 0, { input_dim: 17 }, 'Set input_dim to 16.'],
    ['the output', 0, { output_dim: 1 }, 'Set output_dim to 16.'],
    ['the parameters', 1, { parameter_count: 1000 }, 'Set parameter_count to 1024.'],
    ['the input of a table', 3, { input_dim: 16 }, 'Set input_dim to 100.'],
    ['the output of a head', 4, { output_dim: 16 }, 'Set output_dim to 100.'],
    ['the place', 0, { layer_idx: 1 }, 'Set layer_idx to 0.'],
    ['a place that is not there', 2, { layer_idx: 3 }, 'there is no layer 3'],
  ])('%s is checked', (_what, index, specs, fix) => {
    expect(tell(withSpecs(index, specs), 'config.wrong_metadata')).toContain(fix);
  });

  test('of classes of others, only the parameters can be', () => {
    class OtherLayer extends RMSNormLayer {
      static override readonly kind = 'OtherLayer' as never;
    }
    const registry = createLayerRegistry([OtherLayer]);
    const specs = { hidden_size: 16, input_dim: 16, parameter_count: 17 };
    const { errors, warnings } = validateModelConfig(withLayer(2, { class: 'OtherLayer', specs }), {
      registry,
    });
    expect(errors.find(({ code }) => code === 'config.wrong_metadata')?.path).toBe(
      'layer_types[2].specs.parameter_count',
    );
    expect(warnings.find(({ code }) => code === 'config.unchecked')?.path).toBe(
      'layer_types[2].specs.input_dim',
    );
  });
});

describe('counts', () => {
  const without = (count: number, ...names: readonly string[]) => ({
    ...toy,
    num_layers: count,
    layer_types: toy.layer_types.map(({ layer_indices: _, ...layer }) => ({
      ...layer,
      count: names.includes(layer.name) ? 1 : layer.count,
    })),
  });
  const placed = (attention: string, feedforward: string, numLayers: number) => ({
    ...toy,
    num_layers: numLayers,
    layer_types: toy.layer_types.map((layer) => ({
      ...layer,
      ...(layer.name === 'attention' && {
        layer_indices: attention,
        specs: { hidden_size: 16, num_heads: 4 },
      }),
      ...(layer.name === 'feedforward' && { layer_indices: feedforward }),
    })),
  });
  const codes = (input: unknown) =>
    placesOf(input).filter((place) => !/total|formatted/.test(place));

  test.each([
    ['layers of attention and MLP', placed('0-1', '0-1', 2), []],
    ['layers of one or the other', placed('0,2', '1,3', 4), []],
    ['several in a layer', placed('0', '0', 1), []],
    ['a layer too much', placed('0-1', '0-1', 3), ['config.layer_count num_layers']],
    ['a gap', placed('0,2', '0,2', 3), ['config.layer_count num_layers']],
    [
      'an index out of range',
      placed('0-1', '1-2', 2),
      ['config.index_out_of_range layer_types[1].layer_indices'],
    ],
    [
      'more indices than layers',
      placed('0-2', '0-2', 3),
      [
        'config.index_count layer_types[0].layer_indices',
        'config.index_count layer_types[1].layer_indices',
      ],
    ],
    ['no indices', placed('0-', '0-1', 2), ['config.layer_indices layer_types[0].layer_indices']],
    [
      'falling indices',
      placed('1,0', '0-1', 2),
      ['config.layer_indices layer_types[0].layer_indices'],
    ],
    [
      'a backward range',
      placed('1-0', '0-1', 2),
      ['config.layer_indices layer_types[0].layer_indices'],
    ],
    ['without places', without(2), []],
    ['without places, too many', without(3), ['config.layer_count num_layers']],
    ['without places, too few', without(1), ['config.layer_count num_layers']],
    ['without places, far too many', without(5), ['config.layer_count num_layers']],
    ['without places, read as one or the other', without(4), ['config.layer_count num_layers']],
    ['without places, one MLP less', without(2, 'feedforward'), ['config.layer_count num_layers']],
  ])('%s', (_what, input, places) => {
    expect(codes(input)).toEqual(places);
  });

  test('are wrong or only uncertain', () => {
    expect(tell(without(3), 'config.layer_count')).toMatch(/^error: .*Set num_layers to 2/);
    expect(tell(without(4), 'config.layer_count')).toMatch(/^warning: /);
    expect(tell(without(2, 'feedforward'), 'config.layer_count')).toMatch(/^warning: /);
  });

  test('a layer is not two of one class', () => {
    const [attention, ...others] = toy.layer_types;
    const twice = {
      ...toy,
      layer_types: [
        attention,
        { ...attention, name: 'attention.2', layer_indices: '1' },
        ...others,
      ],
    };
    expect(codes(twice)).toContain('config.index_twice layer_types[1].layer_indices');
    const beside = { name: 'attention.conv', class: 'ShortConvLayer', specs: { hidden_size: 16 } };
    const parallel = { ...toy, layer_types: [attention, { ...attention, ...beside }, ...others] };
    expect(codes(parallel)).toEqual([]);
  });
});

describe('totals', () => {
  const total = (change: object) => tell({ ...toy, ...change }, 'config.total_mismatch');

  test.each([
    [
      'a table too few',
      { total_params: 7376 - 1600 },
      'That is 1600, the head\'s weight: it may be tied, stored as the embedding\'s alone. If the checkpoint stores no weight of the head, add "tied": true to layer_types[4].specs; otherwise',
    ],
    [
      'a table and norms too few',
      { total_params: 7376 - 1600 - 48 },
      'the table of an embedding or an LM head, 100 * 16 = 1600, and 3 norms of 16',
    ],
    ['norms too few', { total_params: 7376 - 48 }, 'That is 3 norms of 16'],
    ['one parameter', { total_params: 7377 }, '7376 parameters, not 7377: 1 less.'],
    ['a round number', { total_params: 7_000_000 }, 'It seems to be rounded'],
  ])('%s', (_what, change, cause) => {
    expect(total(change)).toContain(cause);
  });

  test('are written for people', () => {
    for (const text of ['7.4K', '7.38K', '7376', '7K', '7.376 K']) {
      expect(placesOf({ ...toy, total_params_formatted: text })).toEqual([]);
    }
    for (const text of ['7.3K', '7.4M', 'seven', '7,376', '-7K']) {
      expect(placesOf({ ...toy, total_params_formatted: text })).toEqual([
        'config.formatted total_params_formatted',
      ]);
    }
  });

  test('are those of the parts', () => {
    const parts = (params_by_part: object) => placesOf({ ...toy, params_by_part });
    expect(parts({ text: 7376 })).toEqual([]);
    expect(parts({ text: 7376, vision: 0 })).toEqual([]);
    expect(parts({ text: 7000 })).toEqual([
      'config.part_mismatch params_by_part.text',
      'config.part_mismatch params_by_part',
    ]);
    expect(parts({ vision: 7376 })).toEqual([
      'config.part_mismatch params_by_part.text',
      'config.part_mismatch params_by_part.vision',
    ]);
  });

  test('count layers that are not supported by their tensors, or as stated', () => {
    const tensors = [
      { name: 'up', shape: [32, 16] },
      { name: 'down', shape: [16, 32] },
    ];
    expect(placesOf(withOdd({ tensors }))).toEqual([]);
    expect(placesOf(withOdd({ specs: { parameter_count: 1024 } }))).toEqual([]);
    expect(placesOf(withOdd({ tensors, specs: { parameter_count: 1000 } }))).toEqual([
      'config.wrong_metadata layer_types[1].specs.parameter_count',
    ]);
    expect(placesOf(withOdd({ specs: { parameter_count: 1023 } }))).toEqual([
      'config.total_mismatch total_params',
    ]);
    expect(tell(withOdd({}), 'config.total_unchecked')).toContain(
      'All others add up to 5328, which leaves 2048.',
    );
    expect(placesOf({ ...withOdd({}), total_params: 5000 })).toContain(
      'config.total_mismatch total_params',
    );
  });

  test('beyond what can be counted are told', () => {
    const huge = { vocab_size: 1e9, hidden_size: 1e9 };
    expect(placesOf(withLayer(3, { specs: huge }))).toContain(
      'config.too_many_parameters layer_types[3]',
    );
    const many = withOdd({
      count: 1e6,
      layer_indices: undefined,
      specs: { parameter_count: 9e15 },
    });
    expect(placesOf(many)).toContain('config.too_many_parameters total_params');
  });
});

describe('sizes', () => {
  test.each([
    [{ hidden_size: 32 }, 'config.size_mismatch hidden_size'],
    [{ vocab_size: 128 }, 'config.size_mismatch vocab_size'],
  ])('%o', (change, place) => {
    expect(placesOf({ ...toy, ...change })).toEqual([place]);
  });

  test('may differ in some layers', () => {
    const padded = withSpecs(4, { vocab_size: 128 });
    expect(placesOf(padded)).toContain('config.size_differs vocab_size');
  });
});

describe('sources', () => {
  const sourced = (change: object) => placesOf({ ...toy, ...change });
  test.each([
    [{ validated: true }, ['config.missing_sources validation_sources']],
    [{ validated: true, validation_sources: [] }, ['config.missing_sources validation_sources']],
    [{ validated: true, validation_sources: ['a paper'] }, ['config.source validation_sources[0]']],
    [
      { validated: true, validation_sources: ['https://arxiv.org/abs/...'] },
      ['config.source_placeholder validation_sources[0]'],
    ],
    [{ validated: true, validation_sources: ['https://arxiv.org/abs/2407.21783'] }, []],
    [{ hf_model_id: 'a/b/c' }, ['config.hf_model_id hf_model_id']],
  ])('%o', (change, places) => {
    expect(sourced(change)).toEqual(places);
  });
});

describe('what is rarely meant', () => {
  const only = (...names: readonly string[]): ModelConfigDocument => ({
    ...toy,
    layer_types: toy.layer_types.filter(({ name }) => names.includes(name)),
  });
  test('is told', () => {
    const { warnings } = validateModelConfig(only('attention', 'feedforward'));
    expect(warnings.map(({ code }) => code)).toEqual([
      'suspicious.no_embedding',
      'suspicious.no_head',
      'suspicious.no_norm',
    ]);
    const [head] = only('head').layer_types;
    const tied = { ...toy, layer_types: [{ ...head, specs: { ...head?.specs, tied: true } }] };
    expect(placesOf(tied)).toContain('config.tied_without_embedding layer_types[0].specs.tied');
  });

  test('warnings make a config invalid where that is asked for', () => {
    const input = { ...toy, validated: true, validation_sources: ['https://arxiv.org/abs/...'] };
    expect(validateModelConfig(input).valid).toBe(true);
    expect(validateModelConfig(input, { strict: true }).valid).toBe(false);
  });
});
