import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;

describe('EXAONE 3', () => {
  it('is Llama under names of GPT-2', () => {
    const { num_hidden_layers: numLayers, ...rest } = toyText;
    const { total, elements, shapes } = outcomeOf({
      ...rest,
      num_layers: numLayers,
      model_type: 'exaone',
    });
    expect(total).toBe(2 * table + 2 * (attention + network + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('transformer.h.1.attn.attention.out_proj.weight')).toEqual([16, 16]);
    expect(shapes.get('transformer.h.1.mlp.c_fc_1.weight')).toEqual([24, 16]);
    expect(shapes.get('transformer.h.1.mlp.c_proj.weight')).toEqual([16, 24]);
  });

  it('has the published total of 3.5 2.4B', () => {
    const { total } = outcomeOf({
      model_type: 'exaone',
      hidden_size: 2560,
      intermediate_size: 7168,
      num_layers: 30,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 102400,
      tie_word_embeddings: true,
    });
    expect(total).toBe(2_405_327_360);
  });
});

describe('EXAONE 4', () => {
  const toy = { ...toyText, model_type: 'exaone4', num_hidden_layers: 4, sliding_window: 4 };

  it('norms behind blocks, and queries and keys by head', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    expect(total).toBe(2 * table + 4 * (attention + 2 * 4 + network + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.has('model.layers.0.post_feedforward_layernorm.weight')).toBe(true);
  });

  it('has windows as a list, a period or a spelt-out pattern says', () => {
    const sliding = (fields: object) => outcomeOf({ ...toy, ...fields }).types['attention.sliding'];
    expect(sliding({})).toBe(3);
    expect(sliding({ sliding_window_pattern: 2 })).toBe(2);
    expect(sliding({ sliding_window_pattern: 'LLGG' })).toBe(2);
    expect(sliding({ sliding_window_pattern: 'G' })).toBeUndefined();
    expect(sliding({ sliding_window: null })).toBeUndefined();
    const layers = Array.from({ length: 4 }, () => 'sliding_attention');
    expect(sliding({ layer_types: layers })).toBe(4);
  });

  it('has the published total of 32B', () => {
    const { total } = outcomeOf({
      model_type: 'exaone4',
      hidden_size: 5120,
      intermediate_size: 27392,
      num_hidden_layers: 64,
      num_attention_heads: 40,
      num_key_value_heads: 8,
      head_dim: 128,
      vocab_size: 102400,
      tie_word_embeddings: false,
    });
    expect(total).toBe(32_003_216_384);
  });
});
