import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'gpt2',
  n_embd: 16,
  n_layer: 2,
  n_head: 4,
  n_positions: 8,
  vocab_size: 50,
};
// Heads 16·48 + 48 and 16·16 + 16; a network of 2·16·64 with 64 + 16; two norms of twice 16.
const layer = 816 + 272 + 2128 + 64;

describe('GPT-2', () => {
  it('has learned positions, a tied head, and matrices with inputs in front', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    expect(total).toBe(50 * 16 + 8 * 16 + 2 * layer + 32);
    expect(elements).toBe(total);
    expect(shapes.get('wpe.weight')).toEqual([8, 16]);
    expect(shapes.get('h.0.attn.c_attn.weight')).toEqual([16, 48]);
    expect(shapes.get('h.0.attn.c_attn.bias')).toEqual([48]);
    expect(shapes.get('h.0.mlp.c_fc.weight')).toEqual([16, 64]);
    expect(shapes.get('h.0.mlp.c_proj.weight')).toEqual([64, 16]);
    expect(shapes.get('h.0.attn.bias')).toEqual([1, 1, 8, 8]);
  });

  it('lies below transformer in what others trained', () => {
    const { shapes } = outcomeOf(toy, new Map([['transformer.wte.weight', [50, 16]]]));
    expect(shapes.has('transformer.h.1.ln_2.bias')).toBe(true);
  });

  it('has the published totals of large and XL', () => {
    const large = { ...toy, n_embd: 1280, n_layer: 36, n_head: 20, n_positions: 1024 };
    expect(outcomeOf({ ...large, vocab_size: 50257 }).total).toBe(774_030_080);
    const xl = { ...large, n_embd: 1600, n_layer: 48, n_head: 25 };
    expect(outcomeOf({ ...xl, vocab_size: 50257 }).total).toBe(1_557_611_200);
  });
});

describe('StarCoder 1', () => {
  it('has one head of keys and values', () => {
    const { total, elements, shapes } = outcomeOf({ ...toy, model_type: 'gpt_bigcode' });
    // Queries of 16, and a key and a value of 4.
    expect(total).toBe(50 * 16 + 8 * 16 + 2 * (layer - 816 + 17 * 24) + 32);
    expect(elements).toBe(total);
    expect(shapes.get('transformer.h.1.attn.c_attn.weight')).toEqual([24, 16]);
    expect(shapes.get('transformer.h.1.mlp.c_fc.weight')).toEqual([64, 16]);
  });

  it('has as many as queries where it is not multi-query', () => {
    const { shapes } = outcomeOf({ ...toy, model_type: 'gpt_bigcode', multi_query: false });
    expect(shapes.get('transformer.h.1.attn.c_attn.weight')).toEqual([48, 16]);
  });
});
