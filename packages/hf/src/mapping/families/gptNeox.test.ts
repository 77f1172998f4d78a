import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'gpt_neox',
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 50,
  tie_word_embeddings: false,
  max_position_embeddings: 8,
  rotary_pct: 0.5,
};

describe('GPT-NeoX', () => {
  it('fuses heads, and has biases everywhere but in its head', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    // Heads 16·48 + 48 and 16·16 + 16; a network of 2·16·24 with 24 + 16; two norms of twice 16.
    expect(total).toBe(2 * 800 + 2 * (816 + 272 + 808 + 64) + 32);
    expect(elements).toBe(total);
    const layer = 'gpt_neox.layers.1.';
    expect(shapes.get(`${layer}attention.query_key_value.weight`)).toEqual([48, 16]);
    expect(shapes.get(`${layer}mlp.dense_4h_to_h.bias`)).toEqual([16]);
    expect(shapes.get('embed_out.weight')).toEqual([50, 16]);
    // Masks and frequencies, which some files hold: half of each head is rotated, in pairs.
    expect(shapes.get(`${layer}attention.bias`)).toEqual([1, 1, 8, 8]);
    expect(shapes.get(`${layer}attention.rotary_emb.inv_freq`)).toEqual([1]);
  });

  it('has the published totals of Pythia 70M and 6.9B', () => {
    const small = {
      ...toy,
      hidden_size: 512,
      intermediate_size: 2048,
      num_hidden_layers: 6,
      num_attention_heads: 8,
      vocab_size: 50304,
    };
    expect(outcomeOf(small).total).toBe(70_426_624);
    const large = {
      ...small,
      hidden_size: 4096,
      intermediate_size: 16384,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      vocab_size: 50432,
    };
    expect(outcomeOf(large).total).toBe(6_857_302_016);
  });
});
