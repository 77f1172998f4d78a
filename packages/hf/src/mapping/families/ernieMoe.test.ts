import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const toy = {
  ...toyText,
  tie_word_embeddings: true,
  model_type: 'ernie4_5_moe',
  head_dim: 4,
  num_hidden_layers: 4,
  moe_num_experts: 3,
  moe_k: 2,
  moe_intermediate_size: 8,
  moe_num_shared_experts: 2,
  moe_layer_start_index: 1,
  moe_layer_end_index: 2,
  moe_layer_interval: 1,
  use_bias: false,
};
// A router of 16·3 with 3 corrections, three experts of 3·16·8 and two shared ones.
const mixture = 51 + 5 * 384;

describe('ERNIE 4.5 with experts', () => {
  it('has them in a range of layers, and corrections in a module of their own', () => {
    const { total, elements, types, shapes } = outcomeOf(toy);
    expect(total).toBe(table + 4 * (attention + 2 * norm) + 2 * network + 2 * mixture + norm);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'feedforward.dense': 2, 'feedforward.moe': 2 });
    const experts = 'model.layers.1.mlp.';
    expect(shapes.get(`${experts}moe_statics.e_score_correction_bias`)).toEqual([1, 3]);
    expect(shapes.get(`${experts}shared_experts.up_proj.weight`)).toEqual([16, 16]);
    expect(outcomeOf({ ...toy, moe_layer_end_index: -1 }).types).toMatchObject({
      'feedforward.moe': 3,
    });
  });

  it('says what it does not map', () => {
    expect(faultsOf({ ...toy, use_bias: true })).toEqual(['hf.field_unsupported use_bias']);
    expect(outcomeOf({ ...toy, num_nextn_predict_layers: 1 }).codes).toEqual(['hf.mtp_not_mapped']);
  });

  it('has the published total of 21B-A3B', () => {
    const { total } = outcomeOf({
      model_type: 'ernie4_5_moe',
      hidden_size: 2560,
      intermediate_size: 12288,
      num_hidden_layers: 28,
      num_attention_heads: 20,
      num_key_value_heads: 4,
      head_dim: 128,
      vocab_size: 103424,
      moe_num_experts: 64,
      moe_k: 6,
      moe_intermediate_size: 1536,
      moe_num_shared_experts: 2,
      moe_layer_start_index: 1,
      moe_layer_end_index: 27,
      use_bias: false,
    });
    expect(total).toBe(21_825_437_888);
  });
});
