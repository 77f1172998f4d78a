import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
// Biases of queries, keys and values, and of the output.
const inwardBiases = 16 + 8 + 8;
const llama = 2 * table + 2 * (attention + network + 2 * norm) + norm;

describe('what is Llama but for its biases', () => {
  it.each([
    ['seed_oss', { head_dim: 4, attention_bias: true, attention_out_bias: false }, inwardBiases],
    ['internlm', { bias: true }, inwardBiases + 16],
    ['internlm3', { qkv_bias: true, bias: false }, inwardBiases],
    ['internlm3', { qkv_bias: false, bias: true }, 16 + 2 * 24 + 16],
    ['ernie4_5', { head_dim: 4, use_bias: true }, inwardBiases + 16 + 2 * 24 + 16],
    ['smollm3', {}, 0],
  ])('is %s with %o', (type, fields, biases) => {
    const { total, elements } = outcomeOf({ ...toyText, model_type: type, ...fields });
    expect(total).toBe(llama + 2 * biases);
    expect(elements).toBe(total);
  });

  it('norms queries and keys under names of its own in Hunyuan', () => {
    const { total, elements, shapes } = outcomeOf({ ...toyText, model_type: 'hunyuan_v1_dense' });
    expect(total).toBe(llama + 2 * 8);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.self_attn.key_layernorm.weight')).toEqual([4]);
  });

  it('has no gate in the networks of Arcee', () => {
    const { total, elements, shapes } = outcomeOf({ ...toyText, model_type: 'arcee' });
    // Two matrices of 16·24.
    expect(total).toBe(2 * table + 2 * (attention + 768 + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.has('model.layers.0.mlp.gate_proj.weight')).toBe(false);
  });

  it('has windows in SmolLM 3 where they are switched on', () => {
    const layers = ['full_attention', 'sliding_attention'];
    const listed = { ...toyText, model_type: 'smollm3', layer_types: layers, sliding_window: 4 };
    expect(outcomeOf(listed).types).toMatchObject({ attention: 2 });
    expect(outcomeOf({ ...listed, use_sliding_window: true }).types).toMatchObject({
      'attention.sliding': 1,
    });
  });

  it('has the published totals of SmolLM3 3B and ERNIE 4.5 0.3B', () => {
    const smollm3 = {
      model_type: 'smollm3',
      hidden_size: 2048,
      intermediate_size: 11008,
      num_hidden_layers: 36,
      num_attention_heads: 16,
      num_key_value_heads: 4,
      vocab_size: 128256,
    };
    const ernie = {
      model_type: 'ernie4_5',
      hidden_size: 1024,
      intermediate_size: 3072,
      num_hidden_layers: 18,
      num_attention_heads: 16,
      num_key_value_heads: 2,
      head_dim: 128,
      vocab_size: 103424,
      use_bias: false,
    };
    expect(outcomeOf(smollm3).total).toBe(3_075_098_624);
    expect(outcomeOf(ernie).total).toBe(360_748_032);
  });
});
