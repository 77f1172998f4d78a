import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = { model_type: 'bloom', hidden_size: 16, n_layer: 2, n_head: 4, vocab_size: 50 };

describe('BLOOM', () => {
  it('norms its embeddings, and fuses heads', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    // Heads 16·48 + 48 and 16·16 + 16; a network of 2·16·64 with 64 + 16; two norms of twice 16.
    expect(total).toBe(50 * 16 + 32 + 2 * (816 + 272 + 2128 + 64) + 32);
    expect(elements).toBe(total);
    expect(shapes.get('word_embeddings_layernorm.bias')).toEqual([16]);
    expect(shapes.get('h.1.self_attention.query_key_value.weight')).toEqual([48, 16]);
    expect(shapes.get('h.1.mlp.dense_4h_to_h.weight')).toEqual([16, 64]);
  });

  it('goes by the names of its first files, and below transformer where it was stored so', () => {
    const { hidden_size: width, n_head: heads, ...rest } = toy;
    const older = { ...rest, n_embed: width, num_attention_heads: heads };
    const evidence = new Map([['transformer.word_embeddings.weight', [50, 16]]]);
    const { total, shapes } = outcomeOf(older, evidence);
    expect(total).toBe(outcomeOf(toy).total);
    expect(shapes.has('transformer.ln_f.weight')).toBe(true);
  });

  it('has the published totals of 3B and 176B', () => {
    const small = { ...toy, hidden_size: 2560, n_layer: 30, n_head: 32, vocab_size: 250880 };
    expect(outcomeOf(small).total).toBe(3_002_557_440);
    const large = { ...small, hidden_size: 14336, n_layer: 70, n_head: 112 };
    expect(outcomeOf(large).total).toBe(176_247_271_424);
  });
});
