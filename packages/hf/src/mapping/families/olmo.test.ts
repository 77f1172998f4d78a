import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;

describe('OLMo', () => {
  it('has norms without weights', () => {
    const { total, elements, types, shapes } = outcomeOf({ ...toyText, model_type: 'olmo' });
    expect(total).toBe(2 * table + 2 * (attention + network));
    expect(elements).toBe(total);
    expect(types).toMatchObject({ norm: 5 });
    expect([...shapes.keys()].some((name) => name.includes('norm'))).toBe(false);
  });

  it('has the published total of 1B', () => {
    const { total } = outcomeOf({
      model_type: 'olmo',
      hidden_size: 2048,
      intermediate_size: 8192,
      num_hidden_layers: 16,
      num_attention_heads: 16,
      vocab_size: 50304,
      tie_word_embeddings: true,
    });
    expect(total).toBe(1_176_764_416);
  });
});

describe('OLMo 2 and 3', () => {
  // Norms of queries over 16 elements and of keys over 8, and two behind the blocks.
  const layer = attention + 16 + 8 + network + 2 * norm;

  it('norm behind blocks, and queries and keys over all heads', () => {
    const { total, elements, shapes } = outcomeOf({ ...toyText, model_type: 'olmo2' });
    expect(total).toBe(2 * table + 2 * layer + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.self_attn.q_norm.weight')).toEqual([16]);
    expect(shapes.has('model.layers.0.input_layernorm.weight')).toBe(false);
    expect(shapes.has('model.layers.0.post_feedforward_layernorm.weight')).toBe(true);
  });

  it('have windows in three of four layers since 3', () => {
    const { total, types } = outcomeOf({
      ...toyText,
      num_hidden_layers: 4,
      sliding_window: 4,
      model_type: 'olmo3',
    });
    expect(total).toBe(2 * table + 4 * layer + norm);
    expect(types).toMatchObject({ 'attention.sliding': 3, 'attention.full': 1 });
  });

  it('have the published total of OLMo 2 7B', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'olmo2',
      hidden_size: 4096,
      intermediate_size: 11008,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      vocab_size: 100352,
      tie_word_embeddings: false,
    });
    expect(total).toBe(7_298_617_344);
    expect(shapes.size).toBe(355);
  });
});

describe('OLMo with experts', () => {
  const sparse = { ...toyText, num_experts: 3, num_experts_per_tok: 2 };
  // A router of 16·3, and three experts as large as the toy's network.
  const layer = attention + 16 + 8 + 48 + 3 * network + 2 * norm;

  it.each([
    ['olmoe', 'input_layernorm'],
    ['flex_olmo', 'post_feedforward_layernorm'],
  ])('is %s with a norm %s', (type, name) => {
    const { total, elements, shapes } = outcomeOf({ ...sparse, model_type: type });
    expect(total).toBe(2 * table + 2 * layer + norm);
    expect(elements).toBe(total);
    expect(shapes.has(`model.layers.1.${name}.weight`)).toBe(true);
    expect(shapes.get('model.layers.1.mlp.experts.0.down_proj.weight')).toEqual([16, 24]);
  });

  it('has the published total of OLMoE-1B-7B', () => {
    const { total } = outcomeOf({
      model_type: 'olmoe',
      hidden_size: 2048,
      intermediate_size: 1024,
      num_hidden_layers: 16,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      vocab_size: 50304,
      num_experts: 64,
      num_experts_per_tok: 8,
      tie_word_embeddings: false,
    });
    expect(total).toBe(6_919_161_856);
  });
});
