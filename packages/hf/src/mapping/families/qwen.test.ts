import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

describe('Qwen 1', () => {
  it('fuses heads with biases, and states the width of gate and up together', () => {
    const { total, elements, shapes } = outcomeOf({
      model_type: 'qwen',
      hidden_size: 16,
      intermediate_size: 48,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      kv_channels: 4,
      vocab_size: 50,
      tie_word_embeddings: false,
      no_bias: true,
    });
    // Heads 16·48 + 48 and 16·16, a network of 3·16·24, two norms.
    expect(total).toBe(2 * 800 + 2 * (816 + 256 + 1152 + 32) + 16);
    expect(elements).toBe(total);
    expect(shapes.get('transformer.wte.weight')).toEqual([50, 16]);
    expect(shapes.get('transformer.h.0.attn.c_attn.weight')).toEqual([48, 16]);
    expect(shapes.get('transformer.h.0.attn.c_attn.bias')).toEqual([48]);
    expect(shapes.get('transformer.h.0.attn.c_proj.weight')).toEqual([16, 16]);
    expect(shapes.get('transformer.h.1.mlp.w1.weight')).toEqual([24, 16]);
    expect(shapes.get('transformer.h.1.mlp.c_proj.weight')).toEqual([16, 24]);
    expect(shapes.get('transformer.ln_f.weight')).toEqual([16]);
  });

  it('has the published total of Qwen-7B', () => {
    const { total } = outcomeOf({
      model_type: 'qwen',
      hidden_size: 4096,
      intermediate_size: 22016,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      kv_channels: 128,
      vocab_size: 151936,
      tie_word_embeddings: false,
      no_bias: true,
    });
    expect(total).toBe(7_721_324_544);
  });
});
