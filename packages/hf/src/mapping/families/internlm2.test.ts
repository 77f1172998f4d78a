import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;

describe('InternLM 2', () => {
  it('fuses heads, and names modules as the first Llama did', () => {
    const { total, elements, shapes } = outcomeOf({
      ...toyText,
      model_type: 'internlm2',
      bias: false,
    });
    expect(total).toBe(2 * table + 2 * (attention + network + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.tok_embeddings.weight')).toEqual([50, 16]);
    expect(shapes.get('model.layers.0.attention.wqkv.weight')).toEqual([32, 16]);
    expect(shapes.get('model.layers.0.attention.wo.weight')).toEqual([16, 16]);
    expect(shapes.get('model.layers.0.feed_forward.w2.weight')).toEqual([16, 24]);
    expect(shapes.get('model.layers.0.ffn_norm.weight')).toEqual([16]);
    expect(shapes.get('output.weight')).toEqual([50, 16]);
  });

  it('has the published total of 7B', () => {
    const { total } = outcomeOf({
      model_type: 'internlm2',
      hidden_size: 4096,
      intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 92544,
      bias: false,
      tie_word_embeddings: false,
    });
    expect(total).toBe(7_737_708_544);
  });
});
