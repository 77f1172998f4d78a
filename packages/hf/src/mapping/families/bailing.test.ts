import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const first = {
  ...toyText,
  model_type: 'bailing_moe',
  num_experts: 3,
  num_experts_per_tok: 2,
  num_shared_experts: 1,
  moe_intermediate_size: 8,
};
const second = {
  ...first,
  architectures: ['BailingMoeV2ForCausalLM'],
  first_k_dense_replace: 1,
};
// A router of 16·3, three experts of 3·16·8 and a shared one.
const mixture = 48 + 4 * 384;

describe('Ling', () => {
  it('has experts in all layers in version 1, and fused heads without norms', () => {
    const { total, elements, shapes } = outcomeOf(first);
    expect(total).toBe(2 * table + 2 * (attention + mixture + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.word_embeddings.weight')).toEqual([50, 16]);
    expect(shapes.get('model.layers.0.attention.query_key_value.weight')).toEqual([32, 16]);
    expect(shapes.has('model.layers.0.mlp.gate.expert_bias')).toBe(false);
  });

  it('norms queries and keys and corrects its router in version 2', () => {
    const { total, elements, shapes } = outcomeOf(second);
    const mixer = attention + 2 * 4;
    expect(total).toBe(2 * table + 2 * (mixer + 2 * norm) + network + mixture + 3 + norm);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.1.attention.key_layernorm.weight')).toEqual([4]);
    expect(shapes.get('model.layers.1.mlp.gate.expert_bias')).toEqual([3]);
  });

  it('puts modules for multi-token prediction behind the last layer', () => {
    const { byPart, shapes } = outcomeOf({ ...second, num_nextn_predict_layers: 1 });
    // A layer with experts, a projection of 32·16, three norms.
    expect(byPart.mtp).toBe(attention + 8 + mixture + 3 + 2 * norm + 512 + 3 * norm);
    expect(shapes.get('model.layers.2.eh_proj.weight')).toEqual([16, 32]);
    expect(shapes.has('model.layers.2.final_layernorm.weight')).toBe(true);
  });

  it('refuses routers of several gates', () => {
    expect(faultsOf({ ...first, multi_gate: true })).toEqual(['hf.field_unsupported multi_gate']);
  });

  it('has the published total of Ling-mini 2.0', () => {
    const { total, active } = outcomeOf({
      model_type: 'bailing_moe',
      architectures: ['BailingMoeV2ForCausalLM'],
      hidden_size: 2048,
      intermediate_size: 5120,
      num_hidden_layers: 20,
      num_attention_heads: 16,
      num_key_value_heads: 4,
      head_dim: 128,
      vocab_size: 157184,
      num_experts: 256,
      num_shared_experts: 1,
      moe_intermediate_size: 512,
      first_k_dense_replace: 1,
      num_experts_per_tok: 8,
      tie_word_embeddings: false,
    });
    expect(total).toBe(16_255_643_392);
    expect(active).toBe(1_432_973_056);
  });
});
