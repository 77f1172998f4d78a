import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'step3p5',
  hidden_size: 16,
  num_hidden_layers: 2,
  vocab_size: 100,
  tie_word_embeddings: false,
  num_attention_heads: 4,
  num_attention_groups: 2,
  head_dim: 6,
  attention_other_setting: { num_attention_heads: 6, num_attention_groups: 2, head_dim: 6 },
  use_head_wise_attn_gate: true,
  sliding_window: 8,
  layer_types: ['full_attention', 'sliding_attention', 'sliding_attention'],
  moe_layers_enum: '1',
  intermediate_size: 24,
  moe_num_experts: 3,
  moe_top_k: 2,
  moe_intermediate_size: 10,
  share_expert_dim: 12,
  use_moe_router_bias: true,
  num_nextn_predict_layers: 1,
};

// Queries and output 16·6 a head, a gate 16 a head, two heads of keys and values, two norms.
const full = 4 * (2 * 96 + 16) + 4 * 96 + 12;
const sliding = 6 * (2 * 96 + 16) + 4 * 96 + 12;
const dense = 3 * 16 * 24;
const mixture = 3 * 16 + 3 + 3 * 3 * 16 * 10 + 3 * 16 * 12;

describe('Step-3.5', () => {
  it('has windows of more heads, gates, experts, and a module with a head of its own', () => {
    const { byPart, elements, total, codes } = outcomeOf(toy);
    const text = 2 * 100 * 16 + 16 + 4 * 16 + full + sliding + dense + mixture;
    const mtp = sliding + dense + 5 * 16 + 2 * 16 * 16 + 100 * 16;
    expect(byPart).toEqual({ text, mtp });
    expect(elements).toBe(total);
    expect(codes).toEqual([]);
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.get('model.layers.0.self_attn.g_proj.weight')).toEqual([4, 16]);
    expect(shapes.get('model.layers.0.mlp.down_proj.weight')).toEqual([16, 24]);
    expect(shapes.get('model.layers.1.self_attn.q_proj.weight')).toEqual([36, 16]);
    expect(shapes.get('model.layers.1.moe.gate_proj.weight')).toEqual([3, 10, 16]);
    expect(shapes.get('model.layers.1.moe.router_bias')).toEqual([3]);
    expect(shapes.get('model.layers.1.share_expert.up_proj.weight')).toEqual([12, 16]);
    expect(shapes.get('model.layers.2.transformer.shared_head.output.weight')).toEqual([100, 16]);
  });

  it('does not guess what a shortened file lacks, but reads it from the tensors', () => {
    const { attention_other_setting: _, use_head_wise_attn_gate: __, ...trimmed } = toy;
    expect(faultsOf(trimmed)).toEqual([
      'hf.field_missing use_head_wise_attn_gate',
      'hf.field_missing attention_other_setting',
    ]);
    const evidence = new Map([
      ['model.layers.0.self_attn.g_proj.weight', [4, 16]],
      ['model.layers.1.self_attn.q_proj.weight', [36, 16]],
      ['model.layers.2.eh_proj.weight', [16, 32]],
    ]);
    expect(outcomeOf(trimmed, evidence).total).toBe(outcomeOf(toy).total);
  });

  it('finds the head of a module under either of its names', () => {
    const plain = 'model.layers.2.shared_head.norm.weight';
    const evidence = new Map([
      [plain, [16]],
      ['model.layers.2.eh_proj.weight', [16, 32]],
    ]);
    expect(outcomeOf(toy, evidence).shapes.get(plain)).toEqual([16]);
    expect(outcomeOf(toy).shapes.has(plain)).toBe(false);
  });

  it('wants the layers with experts as numbers', () => {
    expect(faultsOf({ ...toy, moe_layers_enum: 'all' })).toEqual([
      'hf.field_invalid moe_layers_enum',
    ]);
  });
});

describe('Step-3.7', () => {
  const trimmed = {
    model_type: 'step3p7',
    hidden_size: 4096,
    num_hidden_layers: 45,
    vocab_size: 128896,
    num_attention_heads: 64,
    num_key_value_heads: 8,
    head_dim: 128,
    intermediate_size: 11264,
    sliding_window: 512,
    layer_types: Array.from({ length: 45 }, (_, layer) =>
      layer % 4 === 0 ? 'full_attention' : 'sliding_attention',
    ),
    first_k_dense_replace: 3,
    num_experts: 288,
    num_experts_per_tok: 8,
    moe_intermediate_size: 1280,
    share_expert_dim: 1280,
    num_nextn_predict_layers: 3,
    use_moe_router_bias: true,
  };

  it('takes what its shortened file lacks from the published model, with a warning each', () => {
    const { total, byPart, codes } = outcomeOf(trimmed);
    expect(total).toBe(201_365_316_160);
    expect(byPart).toEqual({ text: 196_956_130_368, mtp: 2_428_171_008, vision: 1_981_014_784 });
    expect(codes).toEqual(['hf.config_trimmed', 'hf.config_trimmed', 'hf.config_trimmed']);
  });

  it('reads the encoder where it is stated, and has none where none is stored', () => {
    const vision_config = { width: 8, layers: 1, heads: 2, image_size: 8, patch_size: 4 };
    const { byPart, shapes } = outcomeOf({
      ...trimmed,
      vision_config: { ...vision_config, mlp_ratio: 2 },
    });
    // Attention 4·(8·8 + 8), a network of 16, two norms, two scales; patches of 48 at 4 places, a norm in front.
    const block = 4 * 72 + (8 * 16 + 16) + (16 * 8 + 8) + 4 * 8 + 2 * 8;
    const convolutions = 9 * 8 * 16 + 16 + 9 * 16 * 32 + 32;
    expect(byPart.vision).toBe(block + 48 * 8 + 4 * 8 + 2 * 8 + convolutions + 32 * 4096);
    expect(shapes.get('vision_model.vit_downsampler2.weight')).toEqual([32, 16, 3, 3]);
    expect(shapes.get('vit_large_projector.weight')).toEqual([4096, 32]);
    const textAlone = new Map([['model.norm.weight', [4096]]]);
    expect(outcomeOf(trimmed, textAlone).byPart.vision).toBeUndefined();
  });
});
