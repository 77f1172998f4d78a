import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'mpt',
  d_model: 16,
  n_layers: 2,
  n_heads: 4,
  vocab_size: 50,
  no_bias: true,
  attn_config: { alibi: true },
};

describe('MPT', () => {
  it('has no biases or shifts at all', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    // Heads 16·48 and 16·16; a network of 2·16·64; two norms.
    expect(total).toBe(50 * 16 + 2 * (768 + 256 + 2048 + 32) + 16);
    expect(elements).toBe(total);
    expect(shapes.get('transformer.blocks.1.attn.Wqkv.weight')).toEqual([48, 16]);
    expect(shapes.get('transformer.blocks.1.ffn.up_proj.weight')).toEqual([64, 16]);
    expect(shapes.has('transformer.norm_f.bias')).toBe(false);
  });

  it('refuses what no published model has', () => {
    const odd = { alibi: false, qk_ln: true, attn_type: 'multiquery_attention' };
    expect(faultsOf({ ...toy, attn_config: odd })).toEqual([
      'hf.field_unsupported attn_config.qk_ln',
      'hf.field_unsupported attn_config.alibi',
      'hf.field_unsupported attn_config.attn_type',
    ]);
  });

  it('has the published total of 7B', () => {
    const seven = { ...toy, d_model: 4096, n_layers: 32, n_heads: 32, vocab_size: 50432 };
    expect(outcomeOf(seven).total).toBe(6_649_286_656);
  });
});
