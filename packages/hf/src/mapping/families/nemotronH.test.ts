import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'nemotron_h',
  hidden_size: 16,
  num_hidden_layers: 4,
  hybrid_override_pattern: 'M-*E',
  vocab_size: 100,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 6,
  intermediate_size: 24,
  mamba_num_heads: 8,
  mamba_head_dim: 5,
  n_groups: 2,
  ssm_state_size: 3,
  conv_kernel: 4,
  use_conv_bias: true,
  use_bias: false,
  mlp_bias: false,
  n_routed_experts: 3,
  num_experts_per_tok: 2,
  n_shared_experts: 1,
  moe_intermediate_size: 10,
  moe_shared_expert_intermediate_size: 20,
};

// 40 channels: in 16·(2·40 + 2·6 + 8), filters and biases of 52, 3·8, a norm of 40, out 40·16.
const mixer = 1600 + 260 + 24 + 40 + 640;
const attention = 2 * 16 * 24 + 2 * 16 * 12;
const network = 2 * 16 * 24;
const mixture = 3 * 16 + 3 + 3 * 2 * 16 * 10 + 2 * 16 * 20;
const text = 2 * 100 * 16 + 16 + 4 * 16 + mixer + attention + network + mixture;

describe('Nemotron-H', () => {
  it('has one block a layer, as the letters say', () => {
    const { total, elements, types, shapes } = outcomeOf(toy);
    expect([total, elements]).toEqual([text, text]);
    expect(types).toMatchObject({
      'attention.linear': 1,
      'attention.full': 1,
      'feedforward.dense': 1,
      'feedforward.moe': 1,
      norm: 5,
    });
    expect(shapes.get('backbone.embeddings.weight')).toEqual([100, 16]);
    expect(shapes.get('backbone.layers.0.mixer.in_proj.weight')).toEqual([100, 16]);
    expect(shapes.get('backbone.layers.1.mixer.up_proj.weight')).toEqual([24, 16]);
    expect(shapes.get('backbone.layers.2.mixer.o_proj.weight')).toEqual([16, 24]);
    expect(shapes.get('backbone.layers.3.mixer.gate.e_score_correction_bias')).toEqual([3]);
    expect(shapes.get('backbone.layers.3.mixer.experts.2.down_proj.weight')).toEqual([16, 10]);
    expect(shapes.get('backbone.layers.3.mixer.shared_experts.up_proj.weight')).toEqual([20, 16]);
    expect(shapes.get('backbone.norm_f.weight')).toEqual([16]);
  });

  it('reads names and other aliases of the same facts', () => {
    const { hybrid_override_pattern: _, num_hidden_layers: __, head_dim, ...bare } = toy;
    const layers_block_type = ['mamba', 'mlp', 'attention', 'moe'];
    const other = { ...bare, layers_block_type, attention_head_dim: head_dim };
    expect(outcomeOf(other).total).toBe(text);
  });

  it('has experts on a latent where one is stated', () => {
    const { total, shapes } = outcomeOf({ ...toy, moe_latent_size: 4 });
    expect(total).toBe(text - 3 * 2 * 16 * 10 + 3 * 2 * 4 * 10 + 2 * 16 * 4);
    expect(shapes.get('backbone.layers.3.mixer.fc1_latent_proj.weight')).toEqual([4, 16]);
    expect(shapes.get('backbone.layers.3.mixer.experts.0.up_proj.weight')).toEqual([10, 4]);
  });

  it('adds a module for multi-token prediction of the blocks that are listed', () => {
    const module = { num_nextn_predict_layers: 1, mtp_hybrid_override_pattern: '*E' };
    const { byPart, shapes } = outcomeOf({ ...toy, ...module });
    expect(byPart.mtp).toBe(attention + mixture + 2 * 16 + 2 * 16 * 16 + 3 * 16);
    expect(shapes.get('mtp.layers.0.eh_proj.weight')).toEqual([16, 32]);
    expect(shapes.get('mtp.layers.1.final_layernorm.weight')).toEqual([16]);
    expect(shapes.get('mtp.layers.1.mixer.gate.weight')).toEqual([3, 16]);
    expect(faultsOf({ ...toy, ...module, num_nextn_predict_layers: 2 })).toEqual([
      'hf.form_unknown num_nextn_predict_layers',
    ]);
  });

  it('refuses letters it does not know, and patterns of another length', () => {
    expect(faultsOf({ ...toy, hybrid_override_pattern: 'M-*X' })).toContain(
      'hf.layer_kind_unknown hybrid_override_pattern',
    );
    expect(faultsOf({ ...toy, hybrid_override_pattern: 'M-*' })).toEqual([
      'hf.layer_list_length hybrid_override_pattern',
    ]);
  });

  it('has the published totals of Nemotron-H-8B and Nemotron Nano 2 9B', () => {
    const common = {
      ...toy,
      num_key_value_heads: 8,
      head_dim: 128,
      vocab_size: 131072,
      mamba_num_heads: 128,
      n_groups: 8,
      ssm_state_size: 128,
    };
    const large = {
      hidden_size: 4096,
      num_hidden_layers: 52,
      hybrid_override_pattern: 'M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M-',
      num_attention_heads: 32,
      mamba_head_dim: 64,
      intermediate_size: 21504,
    };
    expect(outcomeOf({ ...common, ...large }).total).toBe(8_100_852_736);
    const nano = {
      hidden_size: 4480,
      num_hidden_layers: 56,
      hybrid_override_pattern: 'M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M-',
      num_attention_heads: 40,
      mamba_head_dim: 80,
      intermediate_size: 15680,
    };
    expect(outcomeOf({ ...common, ...nano }).total).toBe(8_888_227_328);
  });
});
