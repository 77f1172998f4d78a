import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'chatglm',
  hidden_size: 16,
  ffn_hidden_size: 24,
  num_layers: 2,
  num_attention_heads: 4,
  kv_channels: 4,
  multi_query_attention: true,
  multi_query_group_num: 2,
  padded_vocab_size: 50,
  add_qkv_bias: true,
  tie_word_embeddings: false,
};

describe('ChatGLM 2 and 3', () => {
  it('fuses heads with biases, and gate and up', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    // Heads 16·32 + 32 and 16·16; a network of 3·16·24; two norms.
    expect(total).toBe(2 * 800 + 2 * (544 + 256 + 1152 + 32) + 16);
    expect(elements).toBe(total);
    const layer = 'transformer.encoder.layers.1.';
    expect(shapes.get(`${layer}self_attention.query_key_value.bias`)).toEqual([32]);
    expect(shapes.get(`${layer}mlp.dense_h_to_4h.weight`)).toEqual([48, 16]);
    expect(shapes.get('transformer.output_layer.weight')).toEqual([50, 16]);
    expect(shapes.get('transformer.rotary_pos_emb.inv_freq')).toEqual([1]);
  });

  it('refuses the first ChatGLM', () => {
    expect(faultsOf({ ...toy, inner_hidden_size: 24 })).toEqual([
      'hf.model_unsupported model_type',
    ]);
  });

  it('has the published total of ChatGLM3 6B', () => {
    const { total } = outcomeOf({
      ...toy,
      hidden_size: 4096,
      ffn_hidden_size: 13696,
      num_layers: 28,
      num_attention_heads: 32,
      kv_channels: 128,
      padded_vocab_size: 65024,
    });
    // Published with 32 rotary frequencies: 6,243,584,032.
    expect(total).toBe(6_243_584_000);
  });
});
