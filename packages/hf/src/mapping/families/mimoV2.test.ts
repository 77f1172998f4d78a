import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'mimo_v2_flash',
  hidden_size: 16,
  num_hidden_layers: 2,
  vocab_size: 100,
  tie_word_embeddings: false,
  num_attention_heads: 4,
  num_key_value_heads: 1,
  head_dim: 6,
  v_head_dim: 5,
  swa_num_attention_heads: 4,
  swa_num_key_value_heads: 2,
  swa_head_dim: 6,
  swa_v_head_dim: 5,
  sliding_window: 8,
  hybrid_layer_pattern: [0, 1],
  moe_layer_freq: [0, 1],
  add_swa_attention_sink_bias: true,
  add_full_attention_sink_bias: false,
  attention_bias: false,
  intermediate_size: 24,
  moe_intermediate_size: 10,
  n_routed_experts: 3,
  n_shared_experts: null,
  num_experts_per_tok: 2,
  topk_method: 'noaux_tc',
  num_nextn_predict_layers: 3,
};

// Queries 16·24, keys 16·6, values 16·5, out 20·16; the window's keys and values twice, and sinks.
const full = 384 + 96 + 80 + 320;
const sliding = 384 + 192 + 160 + 320 + 4;
const dense = 3 * 16 * 24;
const mixture = 3 * 16 + 3 + 3 * 3 * 16 * 10;
const module = sliding + dense + 5 * 16 + 2 * 16 * 16;

describe('MiMo-V2-Flash', () => {
  it('has windows of more heads, with sinks, and modules of a window and a dense network', () => {
    const { byPart, elements, total, types, codes } = outcomeOf(toy);
    const text = 2 * 100 * 16 + 16 + 4 * 16 + full + sliding + dense + mixture;
    expect(byPart).toEqual({ text, mtp: 3 * module });
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.full': 1, 'attention.sliding': 1 });
    expect(codes).toEqual([]);
  });

  it('names tensors as its checkpoint does', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.has('model.layers.0.self_attn.attention_sink_bias')).toBe(false);
    expect(shapes.get('model.layers.1.self_attn.attention_sink_bias')).toEqual([4]);
    expect(shapes.get('model.layers.1.self_attn.v_proj.weight')).toEqual([10, 16]);
    expect(shapes.get('model.layers.1.mlp.gate.e_score_correction_bias')).toEqual([3]);
    expect(shapes.get('model.mtp.layers.2.eh_proj.weight')).toEqual([16, 32]);
    expect(shapes.get('model.mtp.layers.2.pre_mlp_layernorm.weight')).toEqual([16]);
  });

  it('counts three modules where the file is silent, and says so; or those that are stored', () => {
    const { num_nextn_predict_layers: _, ...silent } = toy;
    expect(outcomeOf(silent).codes).toEqual(['hf.mtp_unstated']);
    expect(outcomeOf(silent).byPart.mtp).toBe(3 * module);
    const one = new Map([['model.mtp.layers.0.eh_proj.weight', [16, 32]]]);
    expect(outcomeOf(silent, one).byPart.mtp).toBe(module);
    expect(outcomeOf(silent, one).codes).toEqual([]);
  });

  it('needs to know which layers are which', () => {
    const { hybrid_layer_pattern: _, ...trimmed } = toy;
    expect(faultsOf(trimmed)).toEqual(['hf.field_missing hybrid_layer_pattern']);
  });
});
