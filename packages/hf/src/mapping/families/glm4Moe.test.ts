import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const toy = {
  ...toyText,
  model_type: 'glm4_moe',
  head_dim: 4,
  attention_bias: true,
  use_qk_norm: true,
  n_routed_experts: 3,
  n_shared_experts: 1,
  num_experts_per_tok: 2,
  moe_intermediate_size: 8,
  first_k_dense_replace: 1,
  num_nextn_predict_layers: 1,
  max_position_embeddings: 202752,
};
// Biases of queries, keys and values, and their two norms.
const mixer = attention + 32 + 8;
// A router of 16·3 with 3 corrections, three experts and a shared one of 3·16·8.
const mixture = 51 + 4 * 384;
// A layer, a projection of 32·16, three norms.
const module = mixer + mixture + 512 + 5 * norm;

describe('GLM-4.5 to 4.7', () => {
  it('have a module for multi-token prediction behind the last layer', () => {
    const { byPart, total, elements, shapes, codes } = outcomeOf(toy);
    expect(byPart.text).toBe(2 * table + 2 * mixer + network + mixture + 5 * norm);
    expect(byPart.mtp).toBe(module);
    expect(elements).toBe(total);
    expect(codes).toEqual([]);
    expect(shapes.get('model.layers.2.eh_proj.weight')).toEqual([16, 32]);
    expect(shapes.get('model.layers.2.shared_head.norm.weight')).toEqual([16]);
    expect(shapes.get('model.layers.2.mlp.gate.e_score_correction_bias')).toEqual([3]);
    expect(shapes.get('model.layers.0.mlp.up_proj.weight')).toEqual([24, 16]);
  });

  it('have copies of embedding and head in that of 4.5, which its positions tell', () => {
    const { byPart, shapes } = outcomeOf({ ...toy, max_position_embeddings: 131072 });
    expect(byPart.mtp).toBe(module + 2 * table);
    expect(shapes.get('model.layers.2.embed_tokens.weight')).toEqual([50, 16]);
    expect(shapes.get('model.layers.2.shared_head.head.weight')).toEqual([50, 16]);
  });

  it('have them in 4.5 Air, which norms no queries, and warn where nothing tells', () => {
    const { max_position_embeddings: _, ...silent } = toy;
    expect(outcomeOf(silent).codes).toEqual(['hf.mtp_copies_unstated']);
    const air = outcomeOf({ ...silent, use_qk_norm: false });
    expect(air.codes).toEqual([]);
    expect(air.byPart.mtp).toBe(module - 8 + 2 * table);
  });

  it('have what the tensors show', () => {
    const names = ['model.layers.2.eh_proj.weight', 'model.layers.2.shared_head.head.weight'];
    const { byPart } = outcomeOf(toy, new Map(names.map((name) => [name, []])));
    expect(byPart.mtp).toBe(module + table);
  });

  it('have the published totals of 4.5 Air and 4.6', () => {
    const air = {
      model_type: 'glm4_moe',
      hidden_size: 4096,
      intermediate_size: 10944,
      num_hidden_layers: 46,
      num_attention_heads: 96,
      num_key_value_heads: 8,
      head_dim: 128,
      vocab_size: 151552,
      attention_bias: true,
      use_qk_norm: false,
      first_k_dense_replace: 1,
      n_routed_experts: 128,
      n_shared_experts: 1,
      moe_intermediate_size: 1408,
      num_experts_per_tok: 8,
      num_nextn_predict_layers: 1,
      max_position_embeddings: 131072,
      tie_word_embeddings: false,
    };
    expect(outcomeOf(air).total).toBe(110_468_824_832);
    const large = {
      ...air,
      hidden_size: 5120,
      intermediate_size: 12288,
      num_hidden_layers: 92,
      use_qk_norm: true,
      first_k_dense_replace: 3,
      n_routed_experts: 160,
      moe_intermediate_size: 1536,
      max_position_embeddings: 202752,
    };
    expect(outcomeOf(large).total).toBe(356_785_898_816);
  });
});
