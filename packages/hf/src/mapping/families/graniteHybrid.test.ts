import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'granitemoehybrid',
  hidden_size: 16,
  num_hidden_layers: 2,
  vocab_size: 100,
  tie_word_embeddings: true,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  layer_types: ['mamba', 'attention'],
  mamba_expand: 2,
  mamba_n_heads: 8,
  mamba_d_head: 4,
  mamba_n_groups: 1,
  mamba_d_state: 3,
  mamba_d_conv: 4,
  num_local_experts: 3,
  num_experts_per_tok: 2,
  intermediate_size: 10,
  shared_intermediate_size: 12,
};

// In 16·(2·32 + 2·3 + 8), filters and biases of 38 channels, 3·8, a norm of 32, out 32·16.
const mixer = 1248 + 190 + 24 + 32 + 512;
const attention = 2 * 16 * 16 + 2 * 16 * 8;
const around = 100 * 16 + 16 + 4 * 16;

describe('Granite 4', () => {
  it('has experts beside a shared network', () => {
    const { total, elements, shapes, types } = outcomeOf(toy);
    const mixture = 3 * 16 + 3 * 3 * 16 * 10 + 3 * 16 * 12;
    expect(total).toBe(around + mixer + attention + 2 * mixture);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.linear': 1, 'attention.full': 1 });
    expect(shapes.get('model.layers.0.mamba.in_proj.weight')).toEqual([78, 16]);
    const experts = 'model.layers.0.block_sparse_moe.input_linear.weight';
    expect(shapes.get(experts)).toEqual([3, 20, 16]);
    expect(shapes.get('model.layers.1.shared_mlp.input_linear.weight')).toEqual([24, 16]);
  });

  it('has the shared network alone where there are no experts', () => {
    const { total, shapes } = outcomeOf({ ...toy, num_local_experts: 0 });
    expect(total).toBe(around + mixer + attention + 2 * 3 * 16 * 12);
    expect(shapes.get('model.layers.1.shared_mlp.output_linear.weight')).toEqual([16, 12]);
  });

  it('does not ask for the sizes of mixers it does not have', () => {
    const { mamba_n_heads: _, ...bare } = toy;
    const { total } = outcomeOf({ ...bare, layer_types: ['attention', 'attention'] });
    expect(total).toBe(outcomeOf(toy).total - mixer + attention);
    expect(faultsOf({ ...toy, mamba_d_head: 5 })).toEqual(['hf.heads_uneven mamba_n_heads']);
  });

  it('has the published total of granite-4.0-h-tiny', () => {
    const { total, active } = outcomeOf({
      ...toy,
      hidden_size: 1536,
      num_hidden_layers: 40,
      vocab_size: 100352,
      num_attention_heads: 12,
      num_key_value_heads: 4,
      layer_types: Array.from({ length: 40 }, (_, at) => (at % 10 === 5 ? 'attention' : 'mamba')),
      mamba_n_heads: 48,
      mamba_d_head: 'auto',
      mamba_d_state: 128,
      num_local_experts: 64,
      num_experts_per_tok: 6,
      intermediate_size: 512,
      shared_intermediate_size: 1024,
    });
    expect(total).toBe(6_939_037_248);
    expect(active).toBe(1_465_470_528);
  });
});

describe('Bamba', () => {
  it('has a plain network, and another final norm', () => {
    const { total, shapes } = outcomeOf({
      ...toy,
      model_type: 'bamba',
      attn_layer_indices: [1],
      tie_word_embeddings: false,
    });
    expect(total).toBe(around + 100 * 16 + mixer + attention + 2 * 3 * 16 * 10);
    expect(shapes.get('model.layers.0.feed_forward.gate_proj.weight')).toEqual([10, 16]);
    expect(shapes.get('model.layers.1.pre_ff_layernorm.weight')).toEqual([16]);
    expect(shapes.get('model.final_layernorm.weight')).toEqual([16]);
  });
});
