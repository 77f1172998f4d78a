import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'kimi_linear',
  hidden_size: 16,
  num_hidden_layers: 2,
  vocab_size: 100,
  tie_word_embeddings: false,
  num_attention_heads: 2,
  intermediate_size: 24,
  q_lora_rank: null,
  kv_lora_rank: 6,
  qk_nope_head_dim: 4,
  qk_rope_head_dim: 2,
  v_head_dim: 3,
  first_k_dense_replace: 1,
  moe_layer_freq: 1,
  num_experts: 3,
  num_experts_per_token: 2,
  num_shared_experts: 1,
  moe_intermediate_size: 8,
  linear_attn_config: {
    num_heads: 4,
    head_dim: 5,
    short_conv_kernel_size: 4,
    kda_layers: [1],
    full_attn_layers: [2],
  },
};

// P = 4·5: queries, keys, values 3·16·20 and filters 3·20·4; decay 16·5 + 5·20, one a head 16·4; the gate as the
// decay; rates 4, offsets 20, norm 5; output 20·16.
const delta = 960 + 240 + 180 + 64 + 180 + 4 + 20 + 5 + 320;
// Queries 16·12; latent 16·8 and norm 6; expansion 6·14; output 6·16.
const latent = 192 + 128 + 6 + 84 + 96;
const dense = 3 * 16 * 24;
const mixture = 3 * 16 + 3 + 4 * 3 * 16 * 8;

describe('Kimi Linear', () => {
  it('has delta attention in the layers that are listed from 1', () => {
    const { total, elements, types } = outcomeOf(toy);
    expect(total).toBe(2 * 100 * 16 + 16 + 2 * 2 * 16 + delta + latent + dense + mixture);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.linear': 1, 'attention.full': 1 });
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.get('model.layers.0.self_attn.A_log')).toEqual([1, 1, 4, 1]);
    expect(shapes.get('model.layers.0.self_attn.f_b_proj.weight')).toEqual([20, 5]);
    expect(shapes.get('model.layers.0.self_attn.k_conv1d.weight')).toEqual([20, 1, 4]);
    expect(shapes.get('model.layers.0.mlp.up_proj.weight')).toEqual([24, 16]);
    expect(shapes.get('model.layers.1.self_attn.q_proj.weight')).toEqual([12, 16]);
    expect(shapes.get('model.layers.1.block_sparse_moe.experts.2.w2.weight')).toEqual([16, 8]);
    expect(shapes.get('model.layers.1.block_sparse_moe.gate.e_score_correction_bias')).toEqual([3]);
    const shared = 'model.layers.1.block_sparse_moe.shared_experts.gate_proj.weight';
    expect(shapes.get(shared)).toEqual([8, 16]);
  });

  it('has the published total of Kimi-Linear-48B-A3B', () => {
    const full = [4, 8, 12, 16, 20, 24, 27];
    const layers = Array.from({ length: 27 }, (_, layer) => layer + 1);
    const { total, active } = outcomeOf({
      ...toy,
      hidden_size: 2304,
      num_hidden_layers: 27,
      vocab_size: 163840,
      num_attention_heads: 32,
      intermediate_size: 9216,
      kv_lora_rank: 512,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      num_experts: 256,
      num_experts_per_token: 8,
      moe_intermediate_size: 1024,
      linear_attn_config: {
        num_heads: 32,
        head_dim: 128,
        short_conv_kernel_size: 4,
        kda_layers: layers.filter((layer) => !full.includes(layer)),
        full_attn_layers: full,
      },
    });
    expect(total).toBe(49_122_681_728);
    expect(active).toBe(3_484_459_904);
  });

  it('needs to know which layers are which', () => {
    const { kda_layers: _, ...section } = toy.linear_attn_config;
    expect(faultsOf({ ...toy, linear_attn_config: section })).toEqual([
      'hf.field_missing linear_attn_config.kda_layers',
    ]);
    const beyond = { ...section, kda_layers: [3] };
    expect(faultsOf({ ...toy, linear_attn_config: beyond })).toEqual([
      'hf.field_invalid linear_attn_config.kda_layers',
    ]);
  });
});

describe('the text model of Kimi K3', () => {
  const k3 = {
    ...toy,
    q_lora_rank: 10,
    attn_res_block_size: 1,
    routed_expert_hidden_size: 6,
    latent_moe_use_norm: true,
    mla_use_output_gate: true,
    linear_attn_config: { ...toy.linear_attn_config, use_full_rank_gate: true },
  };

  it('adds gates, latent experts, padded rates and residuals that attend over depth', () => {
    const { total, types } = outcomeOf(k3);
    // The gate 16·20 in place of two matrices, the rates of 128 heads in place of 4.
    const padded = delta - 180 + 320 - 4 + 128;
    // Queries through 10 with a norm, and the gate 16·6.
    const gated = latent - 192 + 16 * 10 + 10 + 10 * 12 + 96;
    // Experts on 6 elements, there and back, with a norm; the shared one on all 16.
    const experts = 3 * 16 + 3 + 3 * 3 * 6 * 8 + 3 * 16 * 8 + 2 * 16 * 6 + 6;
    const residuals = 5 * 2 * 16;
    expect(total).toBe(2 * 100 * 16 + 16 + 4 * 16 + padded + gated + dense + experts + residuals);
    // One residual to weigh in the first layer, two in the second and at the end.
    expect(types).toMatchObject({ 'norm.residual': 2, 'norm.residual.2': 3 });
  });

  it('says that names of its own tensors are assumed', () => {
    expect(outcomeOf(k3).codes).toEqual(['hf.names_assumed']);
    expect(outcomeOf(toy).codes).toEqual([]);
  });

  it('takes the padding from the tensors where they are known', () => {
    const evidence = new Map([['model.layers.0.self_attn.A_log', [1, 1, 8, 1]]]);
    const { shapes } = outcomeOf(k3, evidence);
    expect(shapes.get('model.layers.0.self_attn.A_log')).toEqual([1, 1, 8, 1]);
  });
});
