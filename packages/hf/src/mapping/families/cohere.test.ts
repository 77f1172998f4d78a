import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const toy = { ...toyText, tie_word_embeddings: true, num_hidden_layers: 4 };

describe('Command R', () => {
  it('has one norm a layer, without shift', () => {
    const { total, elements } = outcomeOf({ ...toy, model_type: 'cohere' });
    expect(total).toBe(table + 4 * (attention + network + norm) + norm);
    expect(elements).toBe(total);
  });

  it('norms each head with scales of its own in Plus', () => {
    const { total, shapes } = outcomeOf({ ...toy, model_type: 'cohere', use_qk_norm: true });
    expect(total).toBe(table + 4 * (attention + 16 + 8 + network + norm) + norm);
    expect(shapes.get('model.layers.0.self_attn.k_norm.weight')).toEqual([2, 4]);
  });

  it('holds three of four layers to a window in Command R7B and A', () => {
    const { total, types } = outcomeOf({ ...toy, model_type: 'cohere2', sliding_window: 4 });
    expect(total).toBe(table + 4 * (attention + network + norm) + norm);
    expect(types).toMatchObject({ 'attention.sliding': 3, 'attention.full': 1 });
  });

  it('has the published total of Aya 23 8B', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'cohere',
      hidden_size: 4096,
      intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 256000,
    });
    expect(total).toBe(8_028_033_024);
    // The tied head is listed beside the 258 that are stored.
    expect(shapes.size).toBe(259);
  });
});
