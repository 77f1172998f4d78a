import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;

describe('Phi', () => {
  const toy = { ...toyText, model_type: 'phi' };

  it('has one norm a layer, and biases everywhere', () => {
    const { total, elements, shapes, types } = outcomeOf(toy);
    // Attention and its biases; a network of 2·16·24 with 24 + 16; a norm of twice 16.
    const layer = attention + 48 + 768 + 40 + 2 * norm;
    expect(total).toBe(2 * table + 50 + 2 * layer + 2 * norm);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ norm: 3 });
    expect(shapes.get('model.layers.0.self_attn.dense.bias')).toEqual([16]);
    expect(shapes.get('model.layers.0.mlp.fc1.weight')).toEqual([24, 16]);
    expect(shapes.get('model.final_layernorm.bias')).toEqual([16]);
    expect(shapes.get('lm_head.bias')).toEqual([50]);
  });

  it('refuses norms of queries and keys, which are not mapped', () => {
    expect(faultsOf({ ...toy, qk_layernorm: true })).toEqual(['hf.field_unsupported qk_layernorm']);
  });

  it('has the published total of Phi-1.5', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'phi',
      hidden_size: 2048,
      intermediate_size: 8192,
      num_hidden_layers: 24,
      num_attention_heads: 32,
      vocab_size: 51200,
      tie_word_embeddings: false,
    });
    expect(total).toBe(1_418_270_720);
    expect(shapes.size).toBe(341);
  });
});

describe('Phi 3', () => {
  it('stores queries, keys and values in one matrix, gate and up in another', () => {
    const { total, elements, shapes } = outcomeOf({ ...toyText, model_type: 'phi3' });
    expect(total).toBe(2 * table + 2 * (attention + network + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.self_attn.qkv_proj.weight')).toEqual([32, 16]);
    expect(shapes.get('model.layers.0.mlp.gate_up_proj.weight')).toEqual([48, 16]);
  });

  it('has the published total of Phi-4-mini, whose head is tied', () => {
    const { total } = outcomeOf({
      model_type: 'phi3',
      hidden_size: 3072,
      intermediate_size: 8192,
      num_hidden_layers: 32,
      num_attention_heads: 24,
      num_key_value_heads: 8,
      vocab_size: 200064,
      tie_word_embeddings: true,
    });
    expect(total).toBe(3_836_021_760);
  });
});
