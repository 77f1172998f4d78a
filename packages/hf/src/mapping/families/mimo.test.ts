import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const toy = { ...toyText, model_type: 'mimo', attention_bias: true, num_nextn_predict_layers: 1 };
const layer = attention + 16 + 8 + 8 + network + 2 * norm;

describe('MiMo 7B', () => {
  it('has no bias on the output, and a module for multi-token prediction', () => {
    const { total, byPart, elements, shapes } = outcomeOf(toy);
    expect(byPart.text).toBe(2 * table + 2 * layer + norm);
    // A layer, a projection of 32·16, three norms.
    expect(byPart.mtp).toBe(layer + 512 + 3 * norm);
    expect(elements).toBe(total);
    expect(shapes.has('model.layers.0.self_attn.o_proj.bias')).toBe(false);
    expect(shapes.get('model.mtp_layers.0.input_proj.weight')).toEqual([16, 32]);
    expect(shapes.get('model.mtp_layers.0.token_layernorm.weight')).toEqual([16]);
    expect(shapes.get('model.mtp_layers.0.self_attn.q_proj.bias')).toEqual([16]);
  });

  it('counts the modules that are stored, where that is known', () => {
    const { byPart } = outcomeOf(toy, new Map([['model.norm.weight', [16]]]));
    expect(byPart.mtp).toBeUndefined();
  });

  it('has the published total of 7B', () => {
    const { total } = outcomeOf({
      model_type: 'mimo',
      hidden_size: 4096,
      intermediate_size: 11008,
      num_hidden_layers: 36,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 128,
      vocab_size: 151680,
      attention_bias: true,
      num_nextn_predict_layers: 1,
      tie_word_embeddings: false,
    });
    expect(total).toBe(7_833_409_536);
  });
});
