import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const sparse = {
  ...toyText,
  n_routed_experts: 3,
  n_shared_experts: 2,
  num_experts_per_tok: 2,
  moe_intermediate_size: 8,
  first_k_dense_replace: 1,
};
// A router of 16·3, three experts of 3·16·8 and two shared ones as one network.
const mixture = 48 + 5 * 384;

describe('DeepSeek 1', () => {
  it('has a dense layer in front, and shared experts side by side', () => {
    const { total, elements, types, shapes } = outcomeOf({ ...sparse, model_type: 'deepseek' });
    expect(total).toBe(2 * table + 2 * attention + network + mixture + 5 * norm);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'feedforward.dense': 1, 'feedforward.moe': 1 });
    expect(shapes.get('model.layers.1.mlp.shared_experts.up_proj.weight')).toEqual([16, 16]);
    expect(shapes.get('model.layers.1.mlp.gate.weight')).toEqual([3, 16]);
  });

  it('is dense everywhere without experts', () => {
    const { total } = outcomeOf({ ...toyText, model_type: 'deepseek' });
    expect(total).toBe(2 * table + 2 * (attention + network + 2 * norm) + norm);
  });

  it('has the published total of MoE 16B', () => {
    const { total, active } = outcomeOf({
      model_type: 'deepseek',
      hidden_size: 2048,
      intermediate_size: 10944,
      num_hidden_layers: 28,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      vocab_size: 102400,
      first_k_dense_replace: 1,
      n_routed_experts: 64,
      n_shared_experts: 2,
      moe_intermediate_size: 1408,
      num_experts_per_tok: 6,
      moe_layer_freq: 1,
      tie_word_embeddings: false,
    });
    expect(total).toBe(16_375_728_128);
    expect(active).toBe(2_828_650_496);
  });
});

describe('dots.llm1', () => {
  it('corrects its router, and norms queries and keys by head', () => {
    const { total, elements, shapes } = outcomeOf({ ...sparse, model_type: 'dots1' });
    expect(total).toBe(2 * table + 2 * (attention + 2 * 4) + network + mixture + 3 + 5 * norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.1.mlp.gate.e_score_correction_bias')).toEqual([3]);
  });

  it('has windows where they are listed', () => {
    const layers = ['full_attention', 'sliding_attention'];
    const listed = { ...sparse, model_type: 'dots1', layer_types: layers, sliding_window: 4 };
    expect(outcomeOf(listed).types).toMatchObject({ 'attention.sliding': 1 });
  });

  it('has the published total of llm1', () => {
    const { total } = outcomeOf({
      model_type: 'dots1',
      hidden_size: 4096,
      intermediate_size: 10944,
      num_hidden_layers: 62,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      head_dim: 128,
      vocab_size: 152064,
      first_k_dense_replace: 1,
      n_routed_experts: 128,
      n_shared_experts: 2,
      moe_intermediate_size: 1408,
      num_experts_per_tok: 6,
      tie_word_embeddings: false,
    });
    expect(total).toBe(142_774_381_696);
  });
});
