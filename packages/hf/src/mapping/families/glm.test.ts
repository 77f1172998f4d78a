import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const toy = { ...toyText, head_dim: 4, attention_bias: true };
// Biases of queries, keys and values.
const layer = attention + 32 + network;

describe('GLM-4', () => {
  it('stores gate and up in one matrix', () => {
    const { total, elements, shapes } = outcomeOf({ ...toy, model_type: 'glm' });
    expect(total).toBe(2 * table + 2 * (layer + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.mlp.gate_up_proj.weight')).toEqual([48, 16]);
  });

  it('norms behind both blocks since 2025', () => {
    const { total, elements, shapes } = outcomeOf({ ...toy, model_type: 'glm4' });
    expect(total).toBe(2 * table + 2 * (layer + 4 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.has('model.layers.0.post_self_attn_layernorm.weight')).toBe(true);
    expect(shapes.has('model.layers.0.post_mlp_layernorm.weight')).toBe(true);
  });

  it('has the published totals of 9B and 32B', () => {
    const small = {
      model_type: 'glm',
      hidden_size: 4096,
      intermediate_size: 13696,
      num_hidden_layers: 40,
      num_attention_heads: 32,
      num_key_value_heads: 2,
      head_dim: 128,
      vocab_size: 151552,
      attention_bias: true,
      tie_word_embeddings: false,
    };
    expect(outcomeOf(small).total).toBe(9_399_951_360);
    const large = {
      ...small,
      model_type: 'glm4',
      hidden_size: 6144,
      intermediate_size: 23040,
      num_hidden_layers: 61,
      num_attention_heads: 48,
      attention_bias: false,
    };
    expect(outcomeOf(large).total).toBe(32_566_081_536);
  });
});
