import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const text = {
  hidden_size: 32,
  num_hidden_layers: 2,
  vocab_size: 100,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 16,
  intermediate_size: 40,
  full_attention_interval: 2,
  linear_num_key_heads: 2,
  linear_num_value_heads: 4,
  linear_key_head_dim: 8,
  linear_value_head_dim: 8,
  linear_conv_kernel_dim: 4,
  mtp_num_hidden_layers: 1,
  tie_word_embeddings: false,
};
const vision_config = {
  depth: 1,
  hidden_size: 16,
  intermediate_size: 24,
  num_heads: 2,
  patch_size: 2,
  temporal_patch_size: 2,
  spatial_merge_size: 2,
  num_position_embeddings: 9,
  out_hidden_size: 32,
  deepstack_visual_indexes: [],
};
// K = 16, V = 32: 32(2·16 + 32) + 32·32 + 2·32·4 in, 4(2·16 + 32) filters, 4 + 4, norm 8, 32·32 out.
const deltaNet = 2048 + 1024 + 256 + 256 + 8 + 8 + 1024;
// Queries and gate 2·4·16, keys and values 2·16 each, norms 16 each, out 4·16.
const attention = 32 * 128 + 2 * 32 * 32 + 2 * 16 + 64 * 32;
const frame = 2 * 100 * 32 + 32 + 4 * 32;
// Two norms of the layer, three of the module, and the projection from twice the width.
const prediction = attention + 5 * 32 + 2 * 32 * 32;

describe('Qwen3.5', () => {
  const config = { model_type: 'qwen3_5', text_config: text, vision_config };
  const dense = 3 * 32 * 40;

  it('counts tower, text model and multi-token prediction', () => {
    const { byPart, elements, total } = outcomeOf(config);
    const block = 4 * (16 * 16 + 16) + 16 * 24 + 24 + 24 * 16 + 16 + 4 * 16;
    const merger = 2 * 16 + 64 * 64 + 64 + 64 * 32 + 32;
    expect(byPart).toEqual({
      text: frame + deltaNet + attention + 2 * dense,
      mtp: prediction + dense,
      vision: 24 * 16 + 16 + 9 * 16 + block + merger,
    });
    expect(elements).toBe(total);
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(config);
    const linear = 'model.language_model.layers.0.linear_attn';
    expect(shapes.get(`${linear}.in_proj_qkv.weight`)).toEqual([64, 32]);
    expect(shapes.get(`${linear}.in_proj_z.weight`)).toEqual([32, 32]);
    expect(shapes.get('model.language_model.layers.1.self_attn.q_proj.weight')).toEqual([128, 32]);
    expect(shapes.get('mtp.layers.0.mlp.gate_proj.weight')).toEqual([40, 32]);
    expect(shapes.has('model.visual.merger.linear_fc2.weight')).toBe(true);
  });

  it('goes by the outer field where the two say differently whether the head is tied', () => {
    const { byPart } = outcomeOf({ ...config, tie_word_embeddings: true });
    expect(byPart.text).toBe(frame - 100 * 32 + deltaNet + attention + 2 * dense);
  });

  it('counts no prediction that the checkpoint does not hold', () => {
    const evidence = new Map([['model.language_model.embed_tokens.weight', [100, 32]]]);
    expect(outcomeOf(config, evidence).byPart.mtp).toBeUndefined();
  });

  it('refuses what it does not know', () => {
    const own = { ...config, text_config: { ...text, mtp_use_dedicated_embeddings: true } };
    expect(faultsOf(own)).toEqual(['hf.not_mapped text_config.mtp_use_dedicated_embeddings']);
  });
});

describe('Qwen3.5 of experts', () => {
  const experts = {
    ...text,
    num_experts: 3,
    num_experts_per_tok: 2,
    moe_intermediate_size: 24,
    shared_expert_intermediate_size: 20,
  };
  const config = { model_type: 'qwen3_5_moe', text_config: experts, vision_config };
  const mixture = 3 * 32 + 3 * 3 * 32 * 24 + 3 * 32 * 20 + 32;

  it('stacks them, without turning them', () => {
    const { byPart, shapes, elements, total } = outcomeOf(config);
    expect(byPart.text).toBe(frame + deltaNet + attention + 2 * mixture);
    expect(byPart.mtp).toBe(prediction + mixture);
    expect(elements).toBe(total);
    const mlp = 'model.language_model.layers.0.mlp';
    expect(shapes.get(`${mlp}.experts.gate_up_proj`)).toEqual([3, 48, 32]);
    expect(shapes.get(`${mlp}.experts.down_proj`)).toEqual([3, 32, 24]);
    expect(shapes.get(`${mlp}.shared_expert_gate.weight`)).toEqual([1, 32]);
    expect(shapes.has('mtp.layers.0.mlp.experts.gate_up_proj')).toBe(true);
  });

  it('keeps them apart where tools that quantise did', () => {
    const { shapes } = outcomeOf({ ...config, quantization_config: { quant_method: 'modelopt' } });
    const expert = 'model.language_model.layers.1.mlp.experts.2.up_proj.weight';
    expect(shapes.get(expert)).toEqual([24, 32]);
    expect(shapes.has('mtp.layers.0.mlp.experts.gate_up_proj')).toBe(true);
  });

  it('has them one by one in a text model by itself, and no prediction, which it says', () => {
    const { byPart, shapes, codes } = outcomeOf({ ...experts, model_type: 'qwen3_5_moe_text' });
    expect(byPart).toEqual({ text: frame + deltaNet + attention + 2 * mixture });
    expect(shapes.get('model.layers.1.mlp.experts.0.down_proj.weight')).toEqual([32, 24]);
    expect(codes).toEqual(['hf.mtp_assumed_absent']);
  });
});
