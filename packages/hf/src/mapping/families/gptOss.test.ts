import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;

describe('gpt-oss', () => {
  it('has biases everywhere, sinks, and all experts in one tensor', () => {
    const { total, elements, shapes, types } = outcomeOf({
      ...toyText,
      model_type: 'gpt_oss',
      head_dim: 4,
      num_local_experts: 3,
      num_experts_per_tok: 2,
      sliding_window: 4,
    });
    // Biases of 16, 8, 8 and 16, a sink for each of four heads; router 16·3 + 3; experts with 24, 24 and 16.
    const mixer = attention + 48 + 4;
    const mixture = 51 + 3 * (network + 64);
    expect(total).toBe(2 * table + 2 * (mixer + mixture + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.sliding': 1, 'attention.full': 1 });
    expect(shapes.get('model.layers.0.self_attn.sinks')).toEqual([4]);
    const experts = 'model.layers.0.mlp.experts.';
    expect(shapes.get(`${experts}gate_up_proj`)).toEqual([3, 16, 48]);
    expect(shapes.get(`${experts}gate_up_proj_bias`)).toEqual([3, 48]);
    expect(shapes.get(`${experts}down_proj`)).toEqual([3, 24, 16]);
    expect(shapes.get(`${experts}down_proj_bias`)).toEqual([3, 16]);
    expect(shapes.get('model.layers.0.mlp.router.bias')).toEqual([3]);
  });

  it('has the published totals of 20B and 120B', () => {
    const small = {
      model_type: 'gpt_oss',
      hidden_size: 2880,
      intermediate_size: 2880,
      num_hidden_layers: 24,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      head_dim: 64,
      vocab_size: 201088,
      num_local_experts: 32,
      num_experts_per_tok: 4,
      tie_word_embeddings: false,
    };
    expect(outcomeOf(small).total).toBe(20_914_757_184);
    const large = { ...small, num_hidden_layers: 36, num_local_experts: 128 };
    expect(outcomeOf(large).total).toBe(116_829_156_672);
    expect(outcomeOf(large).active).toBe(5_711_982_912);
  });
});
