import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'deepseek_v4',
  hidden_size: 16,
  num_hidden_layers: 3,
  vocab_size: 100,
  num_attention_heads: 4,
  head_dim: 8,
  q_lora_rank: 10,
  o_groups: 2,
  o_lora_rank: 6,
  sliding_window: 8,
  compress_ratios: [0, 4, 128, 0],
  index_n_heads: 2,
  index_head_dim: 4,
  index_topk: 8,
  moe_intermediate_size: 12,
  n_routed_experts: 3,
  n_shared_experts: 1,
  num_experts_per_tok: 2,
  num_hash_layers: 1,
  hc_mult: 4,
  num_nextn_predict_layers: 1,
};

// Queries 16·10, 10, 10·32; the key 16·8 and 8; sinks 4; groups 2·6 of 2·8 each, and back 16·12.
const window = 160 + 10 + 320 + 128 + 8 + 4 + 192 + 192;
// Ratio 4 pools twice as wide: two projections 16·16, positions 4·16, norm 8. The same for the index at width 4,
// with its queries 10·8 and weights 16·2.
const sparse = window + (512 + 64 + 8) + (256 + 32 + 4) + 80 + 32;
const heavy = window + 2 * 16 * 8 + 128 * 8 + 8;
const mixture = 3 * 16 + 4 * 3 * 16 * 12;
// Two of (2 + 4)·4 weights from 4·16, as many offsets, and three scales; and the norms.
const around = 2 * (24 * 64 + 24 + 3) + 2 * 16;
const toOne = 4 * 64 + 4 + 1;

describe('DeepSeek-V4', () => {
  it('counts compressed attention, hyper-connections and hashed experts', () => {
    const { byPart, total, elements, types } = outcomeOf(toy);
    const text =
      2 * 100 * 16 + 16 + toOne + window + sparse + heavy + 3 * (mixture + around) + 2 * 3;
    const mtp = 2 * 16 * 16 + 3 * 16 + toOne + window + mixture + 3 + around;
    expect(byPart).toEqual({ text, mtp });
    expect([total, elements]).toEqual([text + mtp, text + mtp]);
    expect(types).toMatchObject({
      'attention.sliding': 1,
      'attention.compressedSparse': 1,
      'attention.compressed': 1,
      'feedforward.moeHashed': 1,
      'feedforward.moe': 2,
      'norm.residual': 6,
      'norm.residualHead': 1,
    });
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.get('embed.weight')).toEqual([100, 16]);
    expect(shapes.get('head.weight')).toEqual([100, 16]);
    expect(shapes.get('layers.0.attn.wo_a.weight')).toEqual([12, 16]);
    expect(shapes.get('layers.0.ffn.gate.tid2eid')).toEqual([100, 2]);
    expect(shapes.has('layers.0.ffn.gate.bias')).toBe(false);
    expect(shapes.get('layers.1.ffn.gate.bias')).toEqual([3]);
    expect(shapes.get('layers.1.attn.indexer.compressor.wkv.weight')).toEqual([8, 16]);
    expect(shapes.get('layers.2.attn.compressor.ape')).toEqual([128, 8]);
    expect(shapes.get('layers.2.ffn.experts.1.w2.weight')).toEqual([16, 12]);
    expect(shapes.get('layers.2.ffn.shared_experts.w3.weight')).toEqual([12, 16]);
    expect(shapes.get('layers.2.hc_ffn_fn')).toEqual([24, 64]);
    expect(shapes.get('hc_head_base')).toEqual([4]);
    expect(shapes.get('mtp.0.e_proj.weight')).toEqual([16, 16]);
    expect(shapes.get('mtp.0.hc_head_scale')).toEqual([1]);
    expect(shapes.get('mtp.0.attn_norm.weight')).toEqual([16]);
  });

  it('stores copies of embedding and head in its module only where the tensors show them', () => {
    const evidence = new Map(
      ['e_proj', 'embed', 'head'].map((name) => [`mtp.0.${name}.weight`, [100, 16]]),
    );
    expect(outcomeOf(toy, evidence).total).toBe(outcomeOf(toy).total + 2 * 100 * 16);
    expect(outcomeOf(toy, evidence).codes).toEqual([]);
    expect(outcomeOf(toy).codes).toEqual(['hf.mtp_copies_unstated']);
    expect(outcomeOf({ ...toy, num_nextn_predict_layers: 0 }).codes).toEqual([]);
  });

  it('wants a known ratio for each layer', () => {
    expect(faultsOf({ ...toy, compress_ratios: [0, 4, 128] })).toEqual([
      'hf.layer_list_length compress_ratios',
    ]);
    expect(faultsOf({ ...toy, compress_ratios: [0, 8, 128, 0] })).toEqual([
      'hf.field_invalid compress_ratios',
    ]);
    const { compress_ratios: _, ...trimmed } = toy;
    expect(faultsOf(trimmed)).toEqual(['hf.field_missing compress_ratios']);
  });
});
