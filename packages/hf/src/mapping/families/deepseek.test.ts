import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'deepseek_v3',
  hidden_size: 32,
  num_hidden_layers: 2,
  vocab_size: 100,
  num_attention_heads: 4,
  intermediate_size: 40,
  moe_intermediate_size: 12,
  n_routed_experts: 3,
  num_experts_per_tok: 2,
  n_shared_experts: 2,
  first_k_dense_replace: 1,
  q_lora_rank: 10,
  kv_lora_rank: 8,
  qk_nope_head_dim: 6,
  qk_rope_head_dim: 2,
  v_head_dim: 5,
  topk_method: 'noaux_tc',
  num_nextn_predict_layers: 1,
};

// Queries 32·10, their norm, 10·4·8; latent and rotated key 32·10, norm 8, expansion 8·4·11; output 4·5·32.
const latent = 320 + 10 + 320 + 320 + 8 + 352 + 640;
const dense = 3 * 32 * 40;
// Router and its bias, three experts, two shared ones.
const mixture = 3 * 32 + 3 + 3 * 3 * 32 * 12 + 3 * 32 * 24;
const norms = 2 * 32;

describe('DeepSeek-V3', () => {
  it('has latent attention, dense layers first, and a module with an embedding and a head of its own', () => {
    const { total, elements, byPart, codes } = outcomeOf(toy);
    const text = 2 * 100 * 32 + 32 + 2 * (latent + norms) + dense + mixture;
    const module = latent + norms + mixture + 2 * 32 * 32 + 3 * 32 + 2 * 100 * 32;
    expect(byPart).toEqual({ text, mtp: module });
    expect([total, elements]).toEqual([text + module, text + module]);
    expect(codes).toEqual([]);
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.get('model.layers.0.self_attn.kv_a_proj_with_mqa.weight')).toEqual([10, 32]);
    expect(shapes.get('model.layers.0.self_attn.kv_b_proj.weight')).toEqual([44, 8]);
    expect(shapes.get('model.layers.1.mlp.gate.e_score_correction_bias')).toEqual([3]);
    expect(shapes.get('model.layers.1.mlp.shared_experts.down_proj.weight')).toEqual([32, 24]);
    expect(shapes.get('model.layers.2.eh_proj.weight')).toEqual([32, 64]);
    expect(shapes.get('model.layers.2.shared_head.head.weight')).toEqual([100, 32]);
    expect(shapes.get('model.layers.2.embed_tokens.weight')).toEqual([100, 32]);
    expect(shapes.get('model.layers.2.self_attn.q_b_proj.weight')).toEqual([32, 10]);
  });

  it('projects queries directly where their rank is written as null', () => {
    const { shapes } = outcomeOf({ ...toy, q_lora_rank: null });
    expect(shapes.get('model.layers.0.self_attn.q_proj.weight')).toEqual([32, 32]);
    expect(shapes.has('model.layers.0.self_attn.q_a_proj.weight')).toBe(false);
  });

  it('counts the modules that a checkpoint holds, not those that its config states', () => {
    const { byPart } = outcomeOf(toy, new Map([['model.norm.weight', [32]]]));
    expect(byPart.mtp).toBeUndefined();
    const bare = outcomeOf(toy, new Map([['model.layers.2.eh_proj.weight', [32, 64]]]));
    expect(bare.byPart.mtp).toBe(latent + norms + mixture + 2 * 32 * 32 + 3 * 32);
  });

  it('refuses more modules than anything has', () => {
    expect(faultsOf({ ...toy, num_nextn_predict_layers: 1e8 })).toEqual([
      'hf.field_invalid num_nextn_predict_layers',
    ]);
  });

  it('asks for what it cannot know', () => {
    const { kv_lora_rank: _, ...trimmed } = toy;
    expect(faultsOf(trimmed)).toEqual(['hf.field_missing kv_lora_rank']);
  });

  it('has the published total of DeepSeek-V3', () => {
    const { byPart } = outcomeOf({
      ...toy,
      hidden_size: 7168,
      num_hidden_layers: 61,
      vocab_size: 129280,
      num_attention_heads: 128,
      intermediate_size: 18432,
      moe_intermediate_size: 2048,
      n_routed_experts: 256,
      num_experts_per_tok: 8,
      n_shared_experts: 1,
      first_k_dense_replace: 3,
      q_lora_rank: 1536,
      kv_lora_rank: 512,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
    });
    expect(byPart).toEqual({ text: 671_026_419_200, mtp: 13_463_426_304 });
  });
});

describe('DeepSeek-V2', () => {
  it('has neither a correction bias nor modules for prediction', () => {
    const { shapes, total } = outcomeOf({
      ...toy,
      model_type: 'deepseek_v2',
      topk_method: 'group_limited_greedy',
    });
    expect(total).toBe(2 * 100 * 32 + 32 + 2 * (latent + norms) + dense + mixture - 3);
    expect(shapes.has('model.layers.1.mlp.gate.e_score_correction_bias')).toBe(false);
  });
});

describe('DeepSeek-V3.2', () => {
  it('has an indexer in every layer, that of the module too', () => {
    const index = { index_n_heads: 2, index_head_dim: 4, index_topk: 8 };
    const { total, shapes } = outcomeOf({ ...toy, model_type: 'deepseek_v32', ...index });
    // Queries from their latent 10·8, one key 32·4 with a norm of 2·4, weights of the heads 32·2.
    const indexer = 80 + 128 + 8 + 64;
    expect(total).toBe(outcomeOf(toy).total + 3 * indexer);
    expect(shapes.get('model.layers.2.self_attn.indexer.k_norm.bias')).toEqual([4]);
  });
});

describe('GLM-5', () => {
  const glm = {
    ...toy,
    model_type: 'glm_moe_dsa',
    index_n_heads: 2,
    index_head_dim: 4,
    index_topk: 8,
  };

  it('stores no copies of embedding and head in its module', () => {
    const { byPart, shapes } = outcomeOf(glm);
    expect(byPart.mtp).toBe(latent + 280 + norms + mixture + 2 * 32 * 32 + 3 * 32);
    expect(shapes.get('model.layers.2.self_attn.indexer.wq_b.weight')).toEqual([8, 10]);
  });

  it('has indexers in the layers that are listed (5.2)', () => {
    const listed = outcomeOf({
      ...glm,
      indexer_types: ['full', 'shared'],
      mlp_layer_types: ['dense', 'sparse'],
    });
    expect(listed.total).toBe(outcomeOf(glm).total - 280);
    expect(listed.types).toMatchObject({ 'attention.sparse': 1, 'attention.sparseShared': 1 });
  });

  it('does not guess which layers share an indexer', () => {
    expect(faultsOf({ ...glm, index_topk_freq: 4 })).toEqual(['hf.field_missing indexer_types']);
    const evidence = new Map([['model.layers.0.self_attn.indexer.wk.weight', [4, 32]]]);
    const { types } = outcomeOf({ ...glm, index_topk_freq: 4 }, evidence);
    expect(types).toMatchObject({ 'attention.sparse': 1, 'attention.sparseShared': 1 });
  });

  it('has the published total of GLM-4.7-Flash', () => {
    const { total } = outcomeOf({
      model_type: 'glm4_moe_lite',
      hidden_size: 2048,
      num_hidden_layers: 47,
      vocab_size: 154880,
      num_attention_heads: 20,
      intermediate_size: 10240,
      moe_intermediate_size: 1536,
      n_routed_experts: 64,
      num_experts_per_tok: 4,
      n_shared_experts: 1,
      first_k_dense_replace: 1,
      q_lora_rank: 768,
      kv_lora_rank: 512,
      qk_nope_head_dim: 192,
      qk_rope_head_dim: 64,
      v_head_dim: 256,
      num_nextn_predict_layers: 1,
    });
    expect(total).toBe(31_221_488_576);
  });
});
