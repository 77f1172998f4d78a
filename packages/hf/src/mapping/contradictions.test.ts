import { describe, expect, test } from 'vitest';
import { buildModelConfig } from '../buildModelConfig.ts';

const llama = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 64,
  intermediate_size: 192,
  num_hidden_layers: 2,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  vocab_size: 500,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};
const experts = { num_local_experts: 8, num_experts_per_tok: 2 };
const mixtral = { ...llama, ...experts, model_type: 'mixtral', architectures: undefined };
const dots = {
  ...llama,
  model_type: 'dots1',
  architectures: undefined,
  n_routed_experts: 8,
  num_experts_per_tok: 2,
  moe_intermediate_size: 32,
  first_k_dense_replace: 1,
};
const qwen = { ...dots, model_type: 'qwen3_moe', n_routed_experts: undefined, num_experts: 8 };

const found = (config: Readonly<Record<string, unknown>>, severity: string) =>
  buildModelConfig({ config })
    .findings.filter((finding) => finding.severity === severity)
    .map(({ code, path }) => `${code} ${path}`);

test.each([
  [mixtral, 'num_experts', 64, 'num_local_experts'],
  [dots, 'num_experts', 64, 'n_routed_experts'],
  [qwen, 'num_local_experts', 64, 'num_experts'],
  [llama, 'n_layer', 4, 'num_hidden_layers'],
  [mixtral, 'experts_per_token', 1, 'num_experts_per_tok'],
])('one fact under two names that differ is an error', (config, name, value, own) => {
  expect(found({ ...config, [name]: value }, 'error')).toEqual([`hf.names_disagree ${own}`]);
});

test('one fact under two names that agree is neither an error nor unread', () => {
  for (const config of [
    { ...mixtral, num_experts: 8 },
    { ...dots, num_experts: 8 },
  ]) {
    expect(found(config, 'error')).toEqual([]);
    expect(found(config, 'warning').filter((one) => one.includes('unread'))).toEqual([]);
  }
});

test.each([
  ['num_experts', 8],
  ['is_encoder_decoder', true],
  ['vision_config', { depth: 2 }],
  ['cross_attention_layers', [3]],
  ['moe', { experts: 8 }],
  ['layer_types', ['linear_attention', 'linear_attention']],
])('%s, which nobody reads, is said', (field, value) => {
  expect(found({ ...llama, [field]: value }, 'warning')).toContain(`hf.field_unread ${field}`);
});

test.each([
  [qwen, 'use_qk_norm', true, false],
  [{ ...mixtral, model_type: 'minimax_m2' }, 'qk_norm_type', 'per_layer', 'per_head'],
  [{ ...mixtral, model_type: 'minimax_m2' }, 'attn_type_list', [1, 1], [0, 1]],
])('%#: what a family knows in one form only is said in another', (config, field, usual, other) => {
  const unread = (value: unknown): readonly string[] =>
    found({ ...config, [field]: value }, 'warning').filter((said) => said.endsWith(field));
  expect(unread(usual)).toEqual([]);
  expect(unread(other)).toEqual([`hf.field_unread ${field}`]);
});

test('what says nothing of the model’s layers is not', () => {
  const plain = { attention_dropout: 0.1, bos_token_id: 1, initializer_range: 0.02 };
  const off = { moe: null, use_sparse: false, layer_types: ['full_attention', 'full_attention'] };
  const repeated = { moe_intermediate_size: 192 };
  expect(found({ ...llama, ...plain, ...off, ...repeated }, 'warning')).toEqual([]);
});

describe('refused', () => {
  test.each([
    [llama, { architectures: ['MambaForCausalLM'] }, 'hf.architecture_contradicts architectures'],
    [llama, { rope_scaling: 'linear' }, 'hf.field_invalid rope_scaling'],
    [dots, { n_group: 3 }, 'hf.groups_uneven n_group'],
    [dots, { n_group: 2, topk_group: 4 }, 'hf.groups_uneven topk_group'],
    [dots, { first_k_dense_replace: 3 }, 'hf.field_invalid first_k_dense_replace'],
    [qwen, { mlp_only_layers: [99] }, 'hf.field_invalid mlp_only_layers'],
    [llama, { hidden_size: 64n }, 'hf.config_invalid hidden_size'],
  ])('%#', (config, change, expected) => {
    expect(found({ ...config, ...change }, 'error')).toEqual([expected]);
  });

  test('what is no configuration, and what are no tensors', () => {
    const nothing = buildModelConfig({ config: null as never });
    expect(nothing.findings.map(({ code, path }) => [code, path])).toEqual([
      ['hf.config_invalid', 'config'],
    ]);
    const shapes = [[NaN, 1], [-1], [0.5], ['4'], [1e9, 1e9], [1]] as never as readonly number[][];
    const tensors = shapes.map((shape, at) => ({
      name: at === 5 ? '' : `t${at}`,
      shape,
      dtype: 'BF16' as const,
    }));
    const { config, findings } = buildModelConfig({ config: llama, tensors });
    expect(config).toBeUndefined();
    expect(findings.map(({ path }) => path)).toEqual([
      'tensors[0].shape[0]',
      'tensors[1].shape[0]',
      'tensors[2].shape[0]',
      'tensors[3].shape[0]',
      'tensors[4].shape',
      'tensors[5].name',
    ]);
    expect(findings[0]?.message).toContain('got NaN');
  });
});
