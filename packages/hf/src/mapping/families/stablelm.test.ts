import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const toy = { ...toyText, model_type: 'stablelm' };

describe('StableLM', () => {
  it('has layer norms and no biases but theirs', () => {
    const { total, elements } = outcomeOf(toy);
    expect(total).toBe(2 * table + 2 * (attention + network + 4 * norm) + 2 * norm);
    expect(elements).toBe(total);
  });

  it('norms every head on its own, behind one norm a layer, in 12B', () => {
    const { total, elements, shapes } = outcomeOf({
      ...toy,
      qk_layernorm: true,
      use_parallel_residual: true,
      use_qkv_bias: true,
    });
    // Four heads and two of keys with 4 scales each; biases of 16 and twice 8; one norm.
    const layer = attention + 16 + 8 + 32 + network + 2 * norm;
    expect(total).toBe(2 * table + 2 * layer + 2 * norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.self_attn.q_layernorm.norms.3.weight')).toEqual([4]);
    expect(shapes.has('model.layers.0.self_attn.k_layernorm.norms.2.weight')).toBe(false);
  });

  it('has the published total of 3B', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'stablelm',
      hidden_size: 2560,
      intermediate_size: 6912,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      vocab_size: 50304,
      tie_word_embeddings: false,
    });
    expect(total).toBe(2_795_443_200);
    expect(shapes.size).toBe(356);
  });
});
