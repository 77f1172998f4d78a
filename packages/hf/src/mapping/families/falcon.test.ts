import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'falcon',
  hidden_size: 16,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 50,
  tie_word_embeddings: false,
};
// The output 16·16, and a network of 2·16·64.
const rest = 256 + 2048;

describe('Falcon', () => {
  it('has one head of keys and values, and one norm a layer, in 7B', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    // Queries of 16, a key and a value of 4.
    expect(total).toBe(2 * 800 + 2 * (16 * 24 + rest + 32) + 32);
    expect(elements).toBe(total);
    expect(shapes.get('transformer.h.0.self_attention.query_key_value.weight')).toEqual([24, 16]);
    expect(shapes.has('transformer.h.0.ln_mlp.weight')).toBe(false);
  });

  it('has groups of heads and two norms side by side since 40B', () => {
    const groups = { ...toy, new_decoder_architecture: true, num_kv_heads: 2 };
    const { total, elements, shapes } = outcomeOf(groups);
    expect(total).toBe(2 * 800 + 2 * (16 * 32 + rest + 64) + 32);
    expect(elements).toBe(total);
    expect(shapes.has('transformer.h.0.ln_attn.weight')).toBe(true);
    // Falcon 2 went back to one norm.
    const second = outcomeOf({ ...groups, num_ln_in_parallel_attn: 1 });
    expect(second.total).toBe(total - 64);
    expect(second.shapes.has('transformer.h.0.input_layernorm.weight')).toBe(true);
  });

  it('has biases, full heads and blocks one behind the other in RW', () => {
    const { total, shapes } = outcomeOf({
      ...toy,
      bias: true,
      multi_query: false,
      parallel_attn: false,
    });
    expect(total).toBe(2 * 800 + 2 * (16 * 48 + 48 + rest + 16 + 64 + 16 + 64) + 32);
    expect(shapes.has('transformer.h.0.post_attention_layernorm.bias')).toBe(true);
  });

  it('goes by the names of its first releases', () => {
    const { num_hidden_layers: numLayers, num_attention_heads: numHeads, ...others } = toy;
    const older = { ...others, n_layer: numLayers, n_head: numHeads };
    const seven = outcomeOf({ ...older, model_type: 'RefinedWebModel' });
    expect(seven.total).toBe(outcomeOf(toy).total);
    const forty = outcomeOf({ ...older, model_type: 'RefinedWeb', n_head_kv: 2 });
    expect(forty.shapes.has('transformer.h.0.ln_mlp.weight')).toBe(true);
  });

  it('has the published totals of 7B, 40B and 180B', () => {
    const seven = { ...toy, hidden_size: 4544, num_hidden_layers: 32, num_attention_heads: 71 };
    expect(outcomeOf({ ...seven, vocab_size: 65024 }).total).toBe(7_217_189_760);
    const forty = {
      ...toy,
      hidden_size: 8192,
      num_hidden_layers: 60,
      num_attention_heads: 128,
      num_kv_heads: 8,
      new_decoder_architecture: true,
      vocab_size: 65024,
    };
    expect(outcomeOf(forty).total).toBe(41_835_970_560);
    const large = {
      ...forty,
      hidden_size: 14848,
      num_hidden_layers: 80,
      num_attention_heads: 232,
    };
    expect(outcomeOf(large).total).toBe(179_522_565_120);
  });
});
