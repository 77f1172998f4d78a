import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

describe('GPT-J', () => {
  it('has one norm a layer, and biases in network and head alone', () => {
    const { total, elements, shapes } = outcomeOf({
      model_type: 'gptj',
      n_embd: 16,
      n_layer: 2,
      n_head: 4,
      n_positions: 8,
      vocab_size: 50,
      tie_word_embeddings: false,
    });
    // Four projections of 16·16; a network of 2·16·64 with 64 + 16; a norm of twice 16.
    expect(total).toBe(2 * 800 + 50 + 2 * (1024 + 2128 + 32) + 32);
    expect(elements).toBe(total);
    expect(shapes.get('transformer.h.1.attn.out_proj.weight')).toEqual([16, 16]);
    expect(shapes.get('transformer.h.1.mlp.fc_in.bias')).toEqual([64]);
    expect(shapes.get('lm_head.bias')).toEqual([50]);
  });
});
