import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const whole = 2 * table + 2 * (attention + network + 2 * norm) + norm;

describe('Llama', () => {
  const toy = { ...toyText, model_type: 'llama' };

  it('is a pre-norm decoder, with biases where its fields say so', () => {
    const { total, elements } = outcomeOf(toy);
    expect(total).toBe(whole);
    expect(elements).toBe(total);
    // Of queries and output 16 each, of keys and values 8 each; of gate and up 24 each, of down 16.
    const biased = outcomeOf({ ...toy, attention_bias: true, mlp_bias: true });
    expect(biased.total).toBe(whole + 2 * (48 + 64));
  });

  it('may hold the frequencies of its rotation, as Llama 2 does', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.get('model.layers.1.self_attn.rotary_emb.inv_freq')).toEqual([2]);
  });

  it('refuses heads that do not come out even', () => {
    expect(faultsOf({ ...toy, num_key_value_heads: 3 })).toEqual([
      'hf.heads_uneven num_key_value_heads',
    ]);
    const uneven = { ...toy, num_attention_heads: 3, num_key_value_heads: 3 };
    expect(faultsOf(uneven)).toEqual(['hf.heads_uneven num_attention_heads']);
  });

  it('has the published totals of Llama 3.1 8B and Yi 6B', () => {
    const llama = {
      ...toy,
      hidden_size: 4096,
      intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 128256,
    };
    expect(outcomeOf(llama).total).toBe(8_030_261_248);
    const yi = { ...llama, intermediate_size: 11008, num_key_value_heads: 4, vocab_size: 64000 };
    expect(outcomeOf(yi).total).toBe(6_061_035_520);
  });
});

describe('Qwen 2 and 3', () => {
  it('have biases of queries, keys and values in 2, and norms of queries and keys in 3', () => {
    const second = outcomeOf({ ...toyText, model_type: 'qwen2' });
    expect(second.total).toBe(whole + 2 * (16 + 8 + 8));
    expect(second.shapes.has('model.layers.0.self_attn.o_proj.bias')).toBe(false);
    const third = outcomeOf({ ...toyText, model_type: 'qwen3' });
    expect(third.total).toBe(whole + 2 * (4 + 4));
  });

  it('say that they take no notice of windows', () => {
    const windowed = { ...toyText, use_sliding_window: true, sliding_window: 8 };
    expect(outcomeOf({ ...windowed, model_type: 'qwen2' }).codes).toEqual(['hf.window_ignored']);
    expect(outcomeOf({ ...windowed, model_type: 'qwen3' }).codes).toEqual(['hf.window_ignored']);
  });
});
