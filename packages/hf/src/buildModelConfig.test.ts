import { standardLayers } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { layersOf } from './blueprint/layers.ts';
import { tensorsOf } from './blueprint/pieceTensors.ts';
import { readBlueprint } from './mapping/readBlueprint.ts';
import { buildModelConfig } from './buildModelConfig.ts';
import type { Tensor } from './tensors/tensor.ts';

const config = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 8,
  intermediate_size: 20,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 2,
  attention_bias: false,
  mlp_bias: false,
  vocab_size: 50,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};
// Attention 8·8 + 2·4·8 + 8·8 = 192, network 3·8·20 = 480, two norms 16: 688 a layer; embedding and head 400 each; final norm 8.
const total = 3 * 688 + 2 * 400 + 8;

const blueprint = readBlueprint(config).blueprint;
if (blueprint === undefined) throw new Error('the toy has a blueprint');
const tensors: readonly Tensor[] = tensorsOf(blueprint, layersOf(standardLayers)).map(
  ({ name, shape }) => ({ name, shape, dtype: 'BF16' }),
);
const codesOf = (found: ReturnType<typeof buildModelConfig>) =>
  found.findings.map(({ code, path }) => [code, path]);

describe('from the configuration alone', () => {
  test('counts every parameter and is not called validated', () => {
    const built = buildModelConfig({ config });
    expect(built.config).toMatchObject({
      total_params: total,
      validated: false,
      model_id: 'llama',
    });
    expect(codesOf(built)).toEqual([]);
  });

  test('says every field that is missing or no such value, and gives no config then', () => {
    const built = buildModelConfig({
      config: { ...config, hidden_size: undefined, num_hidden_layers: '3', vocab_size: 1.5 },
    });
    expect(built.config).toBeUndefined();
    expect(codesOf(built)).toEqual(
      expect.arrayContaining([
        ['hf.field_missing', 'hidden_size'],
        ['hf.field_invalid', 'num_hidden_layers'],
        ['hf.field_invalid', 'vocab_size'],
      ]),
    );
  });

  test('says what makes no layer, and gives no config then', () => {
    const experts = { model_type: 'mixtral', num_local_experts: 4, num_experts_per_tok: 5 };
    const built = buildModelConfig({
      config: { ...config, ...experts, architectures: ['MixtralForCausalLM'] },
    });
    expect(built.config).toBeUndefined();
    expect(codesOf(built)).toContainEqual([
      'hf.layer_refused',
      'model.layers.{n}.block_sparse_moe.',
    ]);
  });

  test('says which defaults it took', () => {
    const { tie_word_embeddings: _, ...rest } = config;
    expect(codesOf(buildModelConfig({ config: rest }))).toEqual([
      ['hf.default_used', 'tie_word_embeddings'],
    ]);
  });
});

describe('held against what is published', () => {
  const sources = ['https://example.org/paper'];

  test('names where that stands', () => {
    const expected = { expectedParams: total, expectedLayers: 3 };
    const built = buildModelConfig({ config, expected, validationSources: sources });
    expect(built.findings).toEqual([]);
    expect(built.config).toMatchObject({ validated: false, validation_sources: sources });
    const whole = { config, tensors, hfModelId: 'org/toy', validationSources: sources };
    expect(buildModelConfig(whole).config?.validation_sources).toEqual([
      'https://huggingface.co/org/toy',
      ...sources,
    ]);
  });

  test('says what differs, and is not called validated then', () => {
    const expected = { expectedParams: 2 * total, expectedLayers: 4 };
    const built = buildModelConfig({
      config,
      tensors,
      hfModelId: 'org/toy',
      expected,
      validationSources: sources,
    });
    expect(built.config?.validated).toBe(false);
    expect(built.config?.validation_sources).toBeUndefined();
    expect(codesOf(built)).toEqual([
      ['validation.parameters_differ', 'expectedParams'],
      ['validation.layers_differ', 'expectedLayers'],
    ]);
  });
});

describe('held against tensors', () => {
  test('explains each of them, and says so', () => {
    const built = buildModelConfig({ config, tensors, hfModelId: 'org/toy' });
    expect(built.config).toMatchObject({
      model_id: 'org_toy',
      total_params: total,
      validated: true,
      validation_sources: ['https://huggingface.co/org/toy'],
    });
    expect(built.findings).toEqual([]);
  });

  test('keeps what nobody explains as an unsupported layer, counted from its tensors', () => {
    const extra = [0, 1, 2].map((layer): Tensor => ({
      name: `model.layers.${layer}.mixer.state.weight`,
      shape: [4, 5],
      dtype: 'BF16',
    }));
    const built = buildModelConfig({
      config,
      tensors: [...tensors, ...extra],
      hfModelId: 'org/toy',
    });
    expect(built.config?.total_params).toBe(total + 60);
    expect(built.config?.layer_types.at(-1)).toEqual({
      name: 'mixer',
      class: 'MixerLayer',
      count: 3,
      layer_indices: '0-2',
      supported: false,
      gap_report: 'gaps/mixer.md',
      tensors: [{ name: 'state.weight', shape: [4, 5] }],
      specs: { parameter_count: 20 },
    });
    expect(codesOf(built)).toEqual([['hf.tensor_unexplained', 'model.layers.{layer}.mixer.']]);
  });

  test('reports a tensor of another shape, and counts what is there', () => {
    const wider = tensors.map((tensor) =>
      tensor.name === 'model.layers.1.mlp.up_proj.weight' ? { ...tensor, shape: [24, 8] } : tensor,
    );
    const built = buildModelConfig({ config, tensors: wider, hfModelId: 'org/toy' });
    expect(built.config).toMatchObject({ total_params: total + 32, validated: false });
    expect(codesOf(built)).toEqual([
      ['hf.tensor_shape', 'model.layers.{n}.mlp.up_proj.weight'],
      ['hf.tensor_unexplained', 'model.layers.{layer}.mlp.'],
    ]);
  });

  test('reports a tensor that is missing', () => {
    const fewer = tensors.filter(({ name }) => name !== 'model.layers.2.self_attn.k_proj.weight');
    const built = buildModelConfig({ config, tensors: fewer });
    expect(built.config?.total_params).toBe(total - 32);
    expect(codesOf(built)[0]).toEqual([
      'hf.tensor_missing',
      'model.layers.{n}.self_attn.k_proj.weight',
    ]);
  });

  test('takes a tied head that is stored all the same for the embedding', () => {
    const tied = { ...config, tie_word_embeddings: true };
    const built = buildModelConfig({ config: tied, tensors });
    expect(built.config?.total_params).toBe(total - 400);
    expect(codesOf(built)).toEqual([['hf.tied_head_stored', 'tie_word_embeddings']]);
  });
});
