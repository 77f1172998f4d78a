import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const common = {
  hidden_size: 16,
  num_hidden_layers: 2,
  vocab_size: 100,
  tie_word_embeddings: false,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 6,
  intermediate_size: 8,
  num_local_experts: 3,
  num_experts_per_tok: 2,
};

const around = 2 * 100 * 16 + 16 + 2 * 2 * 16;
// Queries and output 16·24, keys and values 16·12.
const grouped = 2 * 16 * 24 + 2 * 16 * 12;
const routed = 3 * 16 + 3 * 3 * 16 * 8;

describe('MiniMax-M1', () => {
  const m1 = { ...common, model_type: 'minimax_m1', attn_type_list: [0, 1] };

  it('has lightning attention where the list has a zero', () => {
    const { total, elements, shapes } = outcomeOf(m1);
    // Queries, keys, values and gate of 24 each, a norm of 24, and back.
    const lightning = 4 * 16 * 24 + 24 + 24 * 16;
    expect(total).toBe(around + lightning + grouped + 2 * routed);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.self_attn.qkv_proj.weight')).toEqual([72, 16]);
    expect(shapes.get('model.layers.0.self_attn.output_gate.weight')).toEqual([24, 16]);
    expect(shapes.get('model.layers.0.self_attn.norm.weight')).toEqual([24]);
    expect(shapes.get('model.layers.1.self_attn.k_proj.weight')).toEqual([12, 16]);
    expect(shapes.get('model.layers.1.block_sparse_moe.experts.2.w3.weight')).toEqual([8, 16]);
  });

  it('reads the kinds from either list', () => {
    const { attn_type_list: _, ...bare } = m1;
    const named = { ...bare, layer_types: ['linear_attention', 'full_attention'] };
    expect(outcomeOf({ ...named, model_type: 'minimax' }).total).toBe(outcomeOf(m1).total);
    expect(faultsOf(bare)).toEqual(['hf.field_missing attn_type_list']);
    expect(faultsOf({ ...m1, attn_type_list: [0, 2] })).toEqual([
      'hf.field_invalid attn_type_list',
    ]);
  });

  it('does not make up shared experts', () => {
    expect(faultsOf({ ...m1, shared_intermediate_size: 8 })).toEqual([
      'hf.form_unknown shared_intermediate_size',
    ]);
  });

  it('has the published total of MiniMax-M1-80k', () => {
    const { total, active } = outcomeOf({
      ...m1,
      hidden_size: 6144,
      num_hidden_layers: 80,
      vocab_size: 200064,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 9216,
      num_local_experts: 32,
      attn_type_list: Array.from({ length: 80 }, (_, layer) => (layer % 8 === 7 ? 1 : 0)),
    });
    expect(total).toBe(456_089_655_296);
    expect(active).toBe(48_403_306_496);
  });
});

describe('MiniMax-M3', () => {
  const m3 = {
    ...common,
    model_type: 'minimax_m3',
    dense_intermediate_size: 20,
    n_shared_experts: 1,
    shared_intermediate_size: 8,
    use_qk_norm: true,
    use_routing_bias: true,
    moe_layer_freq: [0, 1],
    sparse_attention_config: {
      sparse_attention_freq: [0, 1],
      sparse_num_index_heads: 2,
      sparse_index_dim: 5,
      sparse_block_size: 8,
      sparse_topk_blocks: 4,
      sparse_local_block: 1,
    },
  };

  it('has an index and experts behind the dense layers', () => {
    const { total, elements, shapes, types } = outcomeOf(m3);
    const index = 16 * 10 + 16 * 5 + 2 * 5;
    const mixture = routed + 3 + 3 * 16 * 8;
    expect(total).toBe(around + 2 * (grouped + 2 * 6) + index + 3 * 16 * 20 + mixture);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.full': 1, 'attention.sparse': 1 });
    expect(shapes.get('model.layers.0.mlp.gate_proj.weight')).toEqual([20, 16]);
    expect(shapes.get('model.layers.1.self_attn.index_q_proj.weight')).toEqual([10, 16]);
    expect(shapes.get('model.layers.1.block_sparse_moe.e_score_correction_bias')).toEqual([3]);
    const shared = 'model.layers.1.block_sparse_moe.shared_experts.down_proj.weight';
    expect(shapes.get(shared)).toEqual([16, 8]);
  });

  it('counts no modules for prediction, which its checkpoints do not store', () => {
    expect(outcomeOf({ ...m3, num_mtp_modules: 7 }).total).toBe(outcomeOf(m3).total);
  });

  it('needs the lists, and knows no gate', () => {
    const { moe_layer_freq: _, ...bare } = m3;
    expect(faultsOf(bare)).toEqual(['hf.field_missing moe_layer_freq']);
    expect(faultsOf({ ...m3, attention_output_gate: true })).toEqual([
      'hf.form_unknown attention_output_gate',
    ]);
  });
});
