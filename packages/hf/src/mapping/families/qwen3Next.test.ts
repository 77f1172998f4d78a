import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'qwen3_next',
  hidden_size: 32,
  num_hidden_layers: 4,
  vocab_size: 100,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 16,
  full_attention_interval: 4,
  linear_num_key_heads: 2,
  linear_num_value_heads: 4,
  linear_key_head_dim: 8,
  linear_value_head_dim: 8,
  linear_conv_kernel_dim: 4,
  num_experts: 3,
  num_experts_per_tok: 2,
  moe_intermediate_size: 24,
  shared_expert_intermediate_size: 20,
  num_nextn_predict_layers: 0,
};

// K = 2·8 = 16, V = 4·8 = 32: 32(2·16 + 2·32) in, 32·2·4 of b and a, 4(2·16 + 32) filters, 4 + 4, norm 8, 32·32 out.
const deltaNet = 3072 + 256 + 256 + 8 + 8 + 1024;
// Queries and gate 2·4·16, keys and values 2·16 each, norms 16 each, out 4·16.
const attention = 32 * 128 + 2 * 32 * 32 + 2 * 16 + 64 * 32;
// Router, three experts of three matrices, the shared expert and its gate.
const mixture = 3 * 32 + 3 * 3 * 32 * 24 + 3 * 32 * 20 + 32;

describe('Qwen3-Next', () => {
  it('has Gated DeltaNet in three of four layers', () => {
    const { total, elements, types } = outcomeOf(toy);
    const layers = 3 * deltaNet + attention + 4 * (mixture + 2 * 32);
    expect(total).toBe(2 * 100 * 32 + 32 + layers);
    expect(elements).toBe(total);
    expect(types).toEqual({
      'attention.linear': 3,
      'attention.full': 1,
      'feedforward.moe': 4,
      norm: 9,
      embedding: 1,
      head: 1,
    });
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.get('model.layers.0.linear_attn.in_proj_qkvz.weight')).toEqual([96, 32]);
    expect(shapes.get('model.layers.0.linear_attn.in_proj_ba.weight')).toEqual([8, 32]);
    expect(shapes.get('model.layers.0.linear_attn.conv1d.weight')).toEqual([64, 1, 4]);
    expect(shapes.get('model.layers.2.linear_attn.A_log')).toEqual([4]);
    expect(shapes.get('model.layers.3.self_attn.q_proj.weight')).toEqual([128, 32]);
    expect(shapes.get('model.layers.3.mlp.gate.weight')).toEqual([3, 32]);
    expect(shapes.get('model.layers.3.mlp.experts.2.down_proj.weight')).toEqual([32, 24]);
    expect(shapes.get('model.layers.3.mlp.shared_expert.up_proj.weight')).toEqual([20, 32]);
    expect(shapes.get('model.layers.3.mlp.shared_expert_gate.weight')).toEqual([1, 32]);
  });

  it('adds a module for multi-token prediction where one is stored', () => {
    const { byPart, shapes } = outcomeOf({ ...toy, num_nextn_predict_layers: 1 });
    // Two norms of the layer, three of the module, and the projection from twice the width.
    expect(byPart.mtp).toBe(attention + mixture + 5 * 32 + 2 * 32 * 32);
    expect(shapes.get('mtp.fc.weight')).toEqual([32, 64]);
    expect(shapes.get('mtp.layers.0.self_attn.k_norm.weight')).toEqual([16]);
    expect(shapes.get('mtp.pre_fc_norm_hidden.weight')).toEqual([32]);
  });

  it('warns where no field says whether it is stored, and lets the tensors decide', () => {
    const { num_nextn_predict_layers: _, ...silent } = toy;
    expect(outcomeOf(silent).codes).toEqual(['hf.mtp_unstated']);
    const without = outcomeOf(silent, new Map([['model.norm.weight', [32]]]));
    expect(without.codes).toEqual([]);
    expect(without.byPart.mtp).toBeUndefined();
  });

  it('has the published total of Qwen3-Next-80B-A3B', () => {
    const { total, byPart } = outcomeOf({
      model_type: 'qwen3_next',
      hidden_size: 2048,
      num_hidden_layers: 48,
      vocab_size: 151936,
      num_attention_heads: 16,
      num_key_value_heads: 2,
      head_dim: 256,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
      num_experts: 512,
      num_experts_per_tok: 10,
      moe_intermediate_size: 512,
      shared_expert_intermediate_size: 512,
    });
    expect(total).toBe(81_324_862_720);
    expect(byPart.text).toBe(79_674_391_296);
  });

  it('refuses kinds of layers it does not know, and lists of another length', () => {
    expect(faultsOf({ ...toy, layer_types: ['linear_attention', 'mamba', 'x', 'y'] })).toEqual([
      'hf.layer_kind_unknown layer_types',
    ]);
    expect(faultsOf({ ...toy, layer_types: ['full_attention'] })).toEqual([
      'hf.layer_list_length layer_types',
    ]);
  });
});
