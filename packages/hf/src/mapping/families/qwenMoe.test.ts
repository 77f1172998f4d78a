import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const sparse = {
  ...toyText,
  num_experts: 3,
  num_experts_per_tok: 2,
  moe_intermediate_size: 8,
  decoder_sparse_step: 1,
  mlp_only_layers: [],
};
// A router of 16·3, and three experts of 3·16·8.
const mixture = 48 + 3 * 384;

describe('Qwen 2 with experts', () => {
  const toy = { ...sparse, model_type: 'qwen2_moe', shared_expert_intermediate_size: 24 };

  it('has a shared expert behind a gate, and biases of queries, keys and values', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    const biased = attention + 16 + 8 + 8;
    const shared = mixture + network + 16;
    expect(total).toBe(2 * table + 2 * (biased + shared + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.mlp.shared_expert_gate.weight')).toEqual([1, 16]);
    expect(shapes.get('model.layers.0.mlp.shared_expert.up_proj.weight')).toEqual([24, 16]);
    expect(shapes.has('model.layers.0.self_attn.o_proj.bias')).toBe(false);
  });

  it('has the published total of Qwen1.5-MoE-A2.7B', () => {
    const { total, active } = outcomeOf({
      model_type: 'qwen2_moe',
      hidden_size: 2048,
      intermediate_size: 5632,
      num_hidden_layers: 24,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      vocab_size: 151936,
      tie_word_embeddings: false,
      num_experts: 60,
      num_experts_per_tok: 4,
      moe_intermediate_size: 1408,
      shared_expert_intermediate_size: 5632,
    });
    expect(total).toBe(14_315_784_192);
    expect(active).toBe(2_689_173_504);
  });
});

describe('Qwen 3 with experts', () => {
  const toy = { ...sparse, model_type: 'qwen3_moe' };

  it('norms queries and keys by head', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    expect(total).toBe(2 * table + 2 * (attention + 2 * 4 + mixture + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.self_attn.q_norm.weight')).toEqual([4]);
    expect(shapes.get('model.layers.1.mlp.experts.2.gate_proj.weight')).toEqual([8, 16]);
  });

  it('is dense in listed layers and between steps', () => {
    const dense = { 'feedforward.moe': 1, 'feedforward.dense': 1 };
    expect(outcomeOf({ ...toy, mlp_only_layers: [0] }).types).toMatchObject(dense);
    expect(outcomeOf({ ...toy, decoder_sparse_step: 2 }).types).toMatchObject(dense);
    const { total } = outcomeOf({ ...toy, mlp_only_layers: [0] });
    expect(outcomeOf(toy).total - total).toBe(mixture - network);
  });

  it('says that it takes no notice of windows', () => {
    const windowed = { ...toy, use_sliding_window: true, sliding_window: 8 };
    expect(outcomeOf(windowed).codes).toEqual(['hf.window_ignored']);
    expect(outcomeOf({ ...toy, sliding_window: 8 }).codes).toEqual([]);
  });

  it('has the published total of Qwen3-30B-A3B', () => {
    const { total, active } = outcomeOf({
      model_type: 'qwen3_moe',
      hidden_size: 2048,
      intermediate_size: 6144,
      num_hidden_layers: 48,
      num_attention_heads: 32,
      num_key_value_heads: 4,
      head_dim: 128,
      vocab_size: 151936,
      tie_word_embeddings: false,
      num_experts: 128,
      num_experts_per_tok: 8,
      moe_intermediate_size: 768,
    });
    expect(total).toBe(30_532_122_624);
    expect(active).toBe(3_353_032_704);
  });
});
