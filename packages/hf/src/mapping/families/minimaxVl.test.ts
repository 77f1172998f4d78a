import { expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const config = {
  model_type: 'minimax_m3_vl',
  projector_hidden_size: 40,
  multimodal_projector_bias: true,
  text_config: {
    hidden_size: 32,
    intermediate_size: 24,
    dense_intermediate_size: 48,
    shared_intermediate_size: 24,
    num_hidden_layers: 2,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    head_dim: 8,
    num_local_experts: 3,
    num_experts_per_tok: 2,
    n_shared_experts: 1,
    use_routing_bias: true,
    use_qk_norm: true,
    moe_layer_freq: [0, 1],
    sparse_attention_config: {
      sparse_attention_freq: [0, 1],
      sparse_num_index_heads: 2,
      sparse_index_dim: 4,
      sparse_block_size: 8,
      sparse_topk_blocks: 2,
      sparse_local_block: 1,
    },
    vocab_size: 100,
    tie_word_embeddings: false,
  },
  vision_config: {
    hidden_size: 16,
    intermediate_size: 24,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    patch_size: 2,
    img_token_compression_config: { spatial_merge_size: 2, temporal_patch_size: 2 },
  },
};

it('MiniMax-M3 has a tower and two MLPs in front of its text model', () => {
  const { byPart, elements, total, shapes } = outcomeOf(config);
  const layer = 4 * (16 * 16 + 16) + 16 * 24 + 24 + 24 * 16 + 16 + 4 * 16;
  // 16 to 40 to 32, and four of 32 to 40 to 32.
  const projectors = 16 * 40 + 40 + 40 * 32 + 32 + 128 * 40 + 40 + 40 * 32 + 32;
  expect(byPart.vision).toBe(24 * 16 + 2 * 16 + layer + projectors);
  expect(elements).toBe(total);
  const root = 'vision_tower.vision_model';
  expect(shapes.get(`${root}.embeddings.patch_embedding.weight`)).toEqual([16, 3, 2, 2, 2]);
  expect(shapes.has(`${root}.post_layernorm.weight`)).toBe(false);
  expect(shapes.get('multi_modal_projector.linear_1.weight')).toEqual([40, 16]);
  expect(shapes.get('patch_merge_mlp.linear_1.weight')).toEqual([40, 128]);
  const text = 'language_model.model.layers';
  expect(shapes.get(`${text}.1.block_sparse_moe.experts.2.w2.weight`)).toEqual([32, 24]);
  expect(shapes.get(`${text}.0.mlp.down_proj.weight`)).toEqual([32, 48]);
});
