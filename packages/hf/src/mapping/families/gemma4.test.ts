import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const text = {
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 8,
  global_head_dim: 16,
  sliding_window: 8,
  layer_types: ['sliding_attention', 'full_attention', 'full_attention'],
  hidden_size_per_layer_input: 0,
  vocab_size: 100,
  tie_word_embeddings: true,
};
const frame = 100 * 32 + 32;
// Four norms and a scalar in each layer.
const norms = 4 * 32 + 1;
const sliding = 2 * 32 * 32 + 2 * 32 * 16 + 2 * 8;

describe('the text models of Gemma 4', () => {
  it('have wider heads where they see everything, and norms of queries and keys', () => {
    const { total, elements, shapes } = outcomeOf({ ...text, model_type: 'gemma4_text' });
    const full = 2 * 32 * 64 + 2 * 32 * 32 + 2 * 16;
    expect(total).toBe(frame + sliding + 2 * full + 3 * (3 * 32 * 48 + norms));
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.1.self_attn.k_norm.weight')).toEqual([16]);
    expect(shapes.get('model.layers.1.layer_scalar')).toEqual([1]);
  });

  it('may use keys as values, with heads of their own number', () => {
    const shared = { attention_k_eq_v: true, num_global_key_value_heads: 1 };
    const { total, shapes } = outcomeOf({ ...text, ...shared, model_type: 'gemma4_text' });
    const full = 2 * 32 * 64 + 32 * 16 + 2 * 16;
    expect(total).toBe(frame + sliding + 2 * full + 3 * (3 * 32 * 48 + norms));
    expect(shapes.get('model.layers.1.self_attn.k_proj.weight')).toEqual([16, 32]);
    expect(shapes.has('model.layers.1.self_attn.v_proj.weight')).toBe(false);
    expect(shapes.has('model.layers.0.self_attn.v_proj.weight')).toBe(true);
  });

  it('store keys and values that are shared, beside networks of twice the width', () => {
    const small = {
      ...text,
      model_type: 'gemma4_text',
      num_kv_shared_layers: 1,
      use_double_wide_mlp: true,
      hidden_size_per_layer_input: 4,
      vocab_size_per_layer_input: 90,
    };
    const { total, shapes, types } = outcomeOf(small);
    const full = 2 * 32 * 64 + 2 * 32 * 32 + 2 * 16;
    // A table of 3·4 columns, the projection to as many, its norm; two projections and a norm in each layer.
    const perLayer = 90 * 12 + 32 * 12 + 4 + 3 * (2 * 32 * 4 + 32);
    expect(total).toBe(frame + sliding + 2 * full + 4 * 3 * 32 * 48 + 3 * norms + perLayer);
    expect(types).toMatchObject({ 'attention.full': 1, 'attention.full.shared': 1 });
    expect(shapes.get('model.layers.2.self_attn.v_proj.weight')).toEqual([32, 32]);
    expect(shapes.get('model.layers.2.mlp.up_proj.weight')).toEqual([96, 32]);
    expect(shapes.get('model.embed_tokens_per_layer.weight')).toEqual([90, 12]);
    expect(shapes.get('model.per_layer_model_projection.weight')).toEqual([12, 32]);
    expect(shapes.get('model.layers.0.per_layer_projection.weight')).toEqual([32, 4]);
  });

  it('run experts beside the dense network', () => {
    const experts = {
      enable_moe_block: true,
      num_experts: 3,
      top_k_experts: 2,
      moe_intermediate_size: 24,
    };
    const { total, shapes } = outcomeOf({ ...text, ...experts, model_type: 'gemma4_text' });
    const full = 2 * 32 * 64 + 2 * 32 * 32 + 2 * 16;
    // The router with a scale of its input and one of each expert, three norms more.
    const mixture = 3 * 32 + 32 + 3 + 3 * 3 * 32 * 24 + 3 * 32;
    expect(total).toBe(frame + sliding + 2 * full + 3 * (3 * 32 * 48 + norms + mixture));
    expect(shapes.get('model.layers.0.experts.gate_up_proj')).toEqual([3, 48, 32]);
    expect(shapes.get('model.layers.0.router.proj.weight')).toEqual([3, 32]);
    expect(shapes.get('model.layers.0.router.per_expert_scale')).toEqual([3]);
    expect(shapes.has('model.layers.0.pre_feedforward_layernorm_2.weight')).toBe(true);
  });
});

describe('Gemma 4 with towers', () => {
  const vision_config = {
    hidden_size: 16,
    intermediate_size: 24,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    num_key_value_heads: 2,
    head_dim: 8,
    patch_size: 2,
    position_embedding_size: 5,
    use_clipped_linears: false,
    standardize: true,
  };
  const layer = 4 * 16 * 16 + 2 * 8 + 3 * 16 * 24 + 4 * 16;
  const tower = 12 * 16 + 2 * 5 * 16 + layer;

  it('has positions by row and column, and a shift and scale behind', () => {
    const { byPart, shapes } = outcomeOf({
      model_type: 'gemma4',
      text_config: text,
      vision_config,
    });
    expect(byPart.vision).toBe(tower + 2 * 16 + 16 * 32);
    const root = 'model.vision_tower';
    expect(shapes.get(`${root}.patch_embedder.position_embedding_table`)).toEqual([2, 5, 16]);
    expect(shapes.get(`${root}.std_bias`)).toEqual([16]);
    expect(shapes.has(`${root}.encoder.layers.0.self_attn.q_proj.linear.weight`)).toBe(true);
    expect(shapes.get('model.embed_vision.embedding_projection.weight')).toEqual([32, 16]);
    expect(shapes.has('model.language_model.layers.0.mlp.up_proj.weight')).toBe(true);
  });

  it('says where a file leaves a tower out, but not where it says that there is none', () => {
    const silent = { model_type: 'gemma4', text_config: text };
    expect(outcomeOf(silent).codes).toEqual(['hf.tower_unstated', 'hf.tower_unstated']);
    const none = { ...silent, vision_config: null, audio_config: null };
    expect(outcomeOf(none).codes).toEqual([]);
  });

  it('counts the bounds of clipped projections, and the conformer', () => {
    const { byPart, shapes, elements, total } = outcomeOf({
      model_type: 'gemma4',
      text_config: text,
      vision_config: { ...vision_config, use_clipped_linears: true, standardize: false },
      audio_config: {
        hidden_size: 16,
        num_hidden_layers: 1,
        num_attention_heads: 2,
        subsampling_conv_channels: [4, 2],
        conv_kernel_size: 3,
        output_proj_dims: 12,
        use_clipped_linears: true,
      },
    });
    // Four bounds of each of seven projections.
    expect(byPart.vision).toBe(tower + 7 * 4 + 16 * 32);
    const halves = 2 * (2 * 16 * 64 + 2 * 16);
    const attention = 5 * 16 * 16 + 8 + 2 * 16;
    const convolution = 3 * 16 * 16 + 16 * 3 + 2 * 16;
    // Two convolutions with a scale each; 2 channels of 32 bands to 16; out to 12 with a bias, and to 32.
    const around = 9 * 4 + 4 + 9 * 4 * 2 + 2 + 64 * 16 + 16 * 12 + 12 + 12 * 32;
    expect(byPart.audio).toBe(halves + attention + convolution + 16 + 10 * 4 + around);
    expect(elements).toBe(total);
    const first = 'model.audio_tower.layers.0';
    expect(shapes.get(`${first}.feed_forward1.ffw_layer_1.linear.weight`)).toEqual([64, 16]);
    expect(shapes.get(`${first}.self_attn.post.output_max`)).toEqual([]);
    expect(shapes.get(`${first}.self_attn.per_dim_scale`)).toEqual([8]);
    expect(shapes.get(`${first}.lconv1d.depthwise_conv1d.weight`)).toEqual([16, 1, 3]);
    const subsampling = 'model.audio_tower.subsample_conv_projection';
    expect(shapes.get(`${subsampling}.layer1.conv.weight`)).toEqual([2, 4, 3, 3]);
  });
});
