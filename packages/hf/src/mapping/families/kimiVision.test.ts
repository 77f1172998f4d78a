import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const text = {
  model_type: 'kimi_k2',
  hidden_size: 32,
  intermediate_size: 48,
  moe_intermediate_size: 24,
  num_hidden_layers: 1,
  first_k_dense_replace: 1,
  n_routed_experts: 3,
  num_experts_per_tok: 2,
  n_shared_experts: 1,
  num_attention_heads: 2,
  q_lora_rank: 12,
  kv_lora_rank: 8,
  qk_nope_head_dim: 8,
  qk_rope_head_dim: 4,
  v_head_dim: 8,
  num_nextn_predict_layers: 0,
  topk_method: 'noaux_tc',
  vocab_size: 100,
  tie_word_embeddings: false,
};
const vision_config = {
  vt_hidden_size: 16,
  vt_intermediate_size: 24,
  vt_num_hidden_layers: 2,
  vt_num_attention_heads: 2,
  patch_size: 2,
  init_pos_emb_height: 3,
  init_pos_emb_width: 4,
  mm_hidden_size: 16,
  mm_projector_type: 'patchmerger',
  merge_kernel_size: [2, 2],
  text_hidden_size: 32,
};

describe("Kimi's vision tower", () => {
  const config = { model_type: 'kimi_k25', text_config: text, vision_config };

  it('has biases everywhere in K2.5', () => {
    const { byPart, elements, total, shapes, codes } = outcomeOf(config);
    const layer = 4 * (16 * 16 + 16) + 16 * 24 + 24 + 24 * 16 + 16 + 4 * 16;
    const projector = 2 * 16 + 64 * 64 + 64 + 64 * 32 + 32;
    expect(byPart.vision).toBe(12 * 16 + 16 + 12 * 16 + 2 * layer + 2 * 16 + projector);
    expect(elements).toBe(total);
    expect(codes).toEqual([]);
    expect(shapes.get('vision_tower.patch_embed.pos_emb.weight')).toEqual([3, 4, 16]);
    expect(shapes.get('vision_tower.encoder.blocks.1.wqkv.weight')).toEqual([48, 16]);
    expect(shapes.get('vision_tower.encoder.blocks.1.mlp.fc0.weight')).toEqual([24, 16]);
    expect(shapes.get('mm_projector.proj.2.weight')).toEqual([32, 64]);
    expect(shapes.get('language_model.model.layers.0.mlp.up_proj.weight')).toEqual([48, 32]);
    expect(shapes.has('language_model.lm_head.weight')).toBe(true);
  });

  it('has none in K3, whose projector is assumed until its tensors are seen', () => {
    const k3 = {
      ...vision_config,
      norm_type: 'rmsnorm',
      attn_bias: false,
      linear_bias: false,
      patch_embed_proj_bias: false,
      qkv_hidden_size: 20,
      mm_projector_type: 'patchmergerv2',
    };
    const named = { model_type: 'kimi_k3', text_config: text, vision_config: k3 };
    const { byPart, codes, shapes } = outcomeOf(named);
    const layer = 4 * 16 * 20 + 2 * 16 * 24 + 2 * 16;
    const tower = 12 * 16 + 12 * 16 + 2 * layer + 16;
    expect(byPart.vision).toBe(tower + 16 + 64 * 64 + 64 * 32);
    expect(codes).toEqual(['hf.projector_assumed']);
    expect(shapes.get('vision_tower.encoder.blocks.0.wqkv.weight')).toEqual([60, 16]);
    const evidence = new Map([
      ['language_model.model.embed_tokens.weight', [100, 32]],
      ['mm_projector.proj.0.bias', [64]],
    ]);
    const seen = outcomeOf(named, evidence);
    expect(seen.byPart.vision).toBe(tower + 16 + 64 * 64 + 64 + 64 * 32 + 32);
    expect(seen.codes).toEqual([]);
  });

  it('refuses heads that do not come out even', () => {
    const odd = { ...vision_config, qkv_hidden_size: 15 };
    const faults = faultsOf({ ...config, vision_config: odd });
    expect(faults).toEqual(['hf.field_invalid vision_config.qkv_hidden_size']);
  });
});
