import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, network, norm } = toySizes;

describe('Baichuan', () => {
  it('packs queries, keys and values', () => {
    const { num_key_value_heads: _, ...rest } = toyText;
    const { total, elements, shapes } = outcomeOf({ ...rest, model_type: 'baichuan' });
    // As many heads of keys and values as of queries: 16·48 and 16·16.
    expect(total).toBe(2 * table + 2 * (768 + 256 + network + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.self_attn.W_pack.weight')).toEqual([48, 16]);
  });

  it('has the published total of 7B', () => {
    const { total } = outcomeOf({
      model_type: 'baichuan',
      hidden_size: 4096,
      intermediate_size: 11008,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      vocab_size: 64000,
      tie_word_embeddings: false,
    });
    expect(total).toBe(7_000_559_616);
  });
});
