import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const sparse = { ...toyText, num_local_experts: 3, num_experts_per_tok: 2 };
// A router of 16·3, and three experts as large as the toy's network.
const mixture = 48 + 3 * network;

describe('Mixtral', () => {
  it('has experts of the width that intermediate_size states', () => {
    const { total, active, elements, shapes } = outcomeOf({ ...sparse, model_type: 'mixtral' });
    expect(total).toBe(2 * table + 2 * (attention + mixture + 2 * norm) + norm);
    expect(active).toBe(total - 2 * network);
    expect(elements).toBe(total);
    const experts = 'model.layers.0.block_sparse_moe.';
    expect(shapes.get(`${experts}gate.weight`)).toEqual([3, 16]);
    expect(shapes.get(`${experts}experts.2.w1.weight`)).toEqual([24, 16]);
    expect(shapes.get(`${experts}experts.2.w2.weight`)).toEqual([16, 24]);
    expect(shapes.get(`${experts}experts.2.w3.weight`)).toEqual([24, 16]);
  });

  it('has the published total of 8x7B', () => {
    const { total, active } = outcomeOf({
      model_type: 'mixtral',
      hidden_size: 4096,
      intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 32000,
      num_local_experts: 8,
      num_experts_per_tok: 2,
      tie_word_embeddings: false,
    });
    expect(total).toBe(46_702_792_704);
    expect(active).toBe(12_879_925_248);
  });
});

describe('Phi-3.5-MoE', () => {
  const toy = {
    ...sparse,
    model_type: 'phimoe',
    attention_bias: true,
    lm_head_bias: true,
  };

  it('has biases in attention, norms and head', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    // Biases of queries and output 16 each, of keys and values 8 each.
    const biased = attention + 48;
    expect(total).toBe(2 * table + 50 + 2 * (biased + mixture + 4 * norm) + 2 * norm);
    expect(elements).toBe(total);
    expect(shapes.get('lm_head.bias')).toEqual([50]);
    expect(shapes.get('model.norm.bias')).toEqual([16]);
    expect(shapes.get('model.layers.1.self_attn.o_proj.bias')).toEqual([16]);
  });
});

describe('MiniMax-M2', () => {
  const toy = { ...sparse, model_type: 'minimax_m2', use_qk_norm: true, use_routing_bias: true };

  it('norms queries and keys over all heads, and corrects its router', () => {
    const { total, elements, shapes, codes } = outcomeOf({
      ...toy,
      use_mtp: true,
      num_mtp_modules: 3,
    });
    const normed = attention + 16 + 8;
    expect(total).toBe(2 * table + 2 * (normed + mixture + 3 + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(codes).toEqual([]);
    expect(shapes.get('model.layers.0.self_attn.k_norm.weight')).toEqual([8]);
    expect(shapes.get('model.layers.0.block_sparse_moe.e_score_correction_bias')).toEqual([3]);
  });

  it('refuses shared experts, which no published model has', () => {
    expect(faultsOf({ ...toy, shared_intermediate_size: 8 })).toEqual([
      'hf.field_unsupported shared_intermediate_size',
    ]);
  });
});
