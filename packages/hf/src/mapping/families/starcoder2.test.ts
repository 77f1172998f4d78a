import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, norm } = toySizes;
const toy = { ...toyText, model_type: 'starcoder2' };

describe('StarCoder 2', () => {
  it('has biases and shifts, and a network of two matrices', () => {
    const { total, elements, shapes } = outcomeOf({ ...toy, use_bias: true });
    // Biases of 16, 8, 8 and 16; a network of 2·16·24 with 24 + 16.
    const layer = attention + 48 + 808 + 4 * norm;
    expect(total).toBe(2 * table + 2 * layer + 2 * norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.mlp.c_proj.weight')).toEqual([16, 24]);
    expect(outcomeOf({ ...toy, use_bias: false }).total).toBe(total - 2 * (48 + 40));
  });

  it('is held to a window in all layers', () => {
    const { kinds } = outcomeOf({ ...toy, sliding_window: 4 });
    expect(kinds['attention']).toBe('SlidingWindowAttentionLayer');
  });

  it('has the published total of 15B', () => {
    const { total } = outcomeOf({
      model_type: 'starcoder2',
      hidden_size: 6144,
      intermediate_size: 24576,
      num_hidden_layers: 40,
      num_attention_heads: 48,
      num_key_value_heads: 4,
      vocab_size: 49152,
      tie_word_embeddings: false,
      use_bias: true,
    });
    expect(total).toBe(15_957_889_024);
  });
});
