import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'lfm2',
  hidden_size: 16,
  num_hidden_layers: 2,
  vocab_size: 100,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  block_ff_dim: 40,
  block_multiple_of: 8,
  block_ffn_dim_multiplier: 1.0,
  block_auto_adjust_ff_dim: true,
  conv_L_cache: 3,
  full_attn_idxs: [1],
};

const convolution = 16 * 48 + 16 * 3 + 16 * 16;
const attention = 2 * 16 * 16 + 2 * 16 * 8 + 2 * 4;
const around = 100 * 16 + 16 + 4 * 16;

describe('LFM2', () => {
  it('rounds two thirds of the stated width up', () => {
    // 2·40/3 is 26; the next multiple of 8 is 32.
    const { total, elements, shapes } = outcomeOf(toy);
    expect(total).toBe(around + convolution + attention + 2 * 3 * 16 * 32);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.conv.conv.weight')).toEqual([16, 1, 3]);
    expect(shapes.get('model.layers.0.feed_forward.w3.weight')).toEqual([32, 16]);
    expect(shapes.get('model.layers.1.self_attn.out_proj.weight')).toEqual([16, 16]);
    expect(shapes.get('model.layers.1.self_attn.q_layernorm.weight')).toEqual([4]);
    expect(shapes.get('model.embedding_norm.weight')).toEqual([16]);
  });

  it('takes the width as stated where it is told to', () => {
    const { shapes } = outcomeOf({ ...toy, block_auto_adjust_ff_dim: false });
    expect(shapes.get('model.layers.0.feed_forward.w1.weight')).toEqual([40, 16]);
    expect(faultsOf({ ...toy, block_ffn_dim_multiplier: 'x' })).toEqual([
      'hf.field_invalid block_ffn_dim_multiplier',
    ]);
  });

  it('has the published total of LFM2-1.2B', () => {
    const { total } = outcomeOf({
      ...toy,
      hidden_size: 2048,
      num_hidden_layers: 16,
      vocab_size: 65536,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      block_ff_dim: 12288,
      block_multiple_of: 256,
      full_attn_idxs: [2, 5, 8, 10, 12, 14],
    });
    expect(total).toBe(1_170_340_608);
  });
});

describe('LFM2 with experts', () => {
  it('has the published total of LFM2-8B-A1B, and its biases of the choice', () => {
    const attention = [2, 6, 10, 14, 18, 21];
    const { total, shapes } = outcomeOf({
      model_type: 'lfm2_moe',
      hidden_size: 2048,
      num_hidden_layers: 24,
      vocab_size: 65536,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 7168,
      moe_intermediate_size: 1792,
      num_experts: 32,
      num_experts_per_tok: 4,
      num_dense_layers: 2,
      layer_types: Array.from({ length: 24 }, (_, layer) =>
        attention.includes(layer) ? 'full_attention' : 'conv',
      ),
    });
    // The published count leaves out buffers, and with them these biases.
    expect(total - 22 * 32).toBe(8_339_929_856);
    expect(shapes.get('model.layers.2.feed_forward.expert_bias')).toEqual([32]);
    expect(shapes.get('model.layers.2.feed_forward.experts.31.w2.weight')).toEqual([2048, 1792]);
    expect(shapes.get('model.layers.1.feed_forward.w2.weight')).toEqual([2048, 7168]);
  });
});
