import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const text = {
  hidden_size: 32,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 8,
  intermediate_size: 24,
  intermediate_size_mlp: 48,
  num_local_experts: 3,
  num_experts_per_tok: 1,
  interleave_moe_layer_step: 2,
  attention_chunk_size: 16,
  use_qk_norm: true,
  vocab_size: 100,
  tie_word_embeddings: false,
};
const attention = 2 * 32 * 32 + 2 * 32 * 16;
// Router, three experts and a shared one of three matrices each.
const mixture = 3 * 32 + 4 * 3 * 32 * 24;
const textTotal = 2 * 100 * 32 + 32 + 4 * (attention + 2 * 32) + 2 * (3 * 32 * 48) + 2 * mixture;

const vision_config = {
  hidden_size: 16,
  intermediate_size: 64,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  image_size: 8,
  patch_size: 2,
  projector_input_dim: 20,
  projector_output_dim: 28,
  vision_output_dim: 28,
  pixel_shuffle_ratio: 0.5,
};

describe('Llama 4', () => {
  const config = { model_type: 'llama4', text_config: text, vision_config };

  it('counts text model, tower, adapter and projection', () => {
    const { byPart, elements, total, types } = outcomeOf(config);
    const layer = 4 * (16 * 16 + 16) + (16 * 64 + 64) + (64 * 16 + 16) + 4 * 16;
    // The class token, 17 positions, norms around the layers; 64 to 20 to 28, and 28 to 32.
    const tower = 12 * 16 + 16 + 17 * 16 + layer + 4 * 16;
    expect(byPart).toEqual({ text: textTotal, vision: tower + 64 * 20 + 20 * 28 + 28 * 32 });
    expect(elements).toBe(total);
    expect(types).toMatchObject({
      'attention.sliding': 3,
      'attention.full': 1,
      'feedforward.dense': 2,
      'feedforward.moe': 2,
    });
  });

  it('names tensors as its checkpoints do, experts with inputs in front', () => {
    const { shapes } = outcomeOf(config);
    const layer = 'language_model.model.layers';
    expect(shapes.get(`${layer}.0.feed_forward.up_proj.weight`)).toEqual([48, 32]);
    expect(shapes.get(`${layer}.1.feed_forward.experts.gate_up_proj`)).toEqual([3, 32, 48]);
    expect(shapes.get(`${layer}.1.feed_forward.experts.down_proj`)).toEqual([3, 24, 32]);
    expect(shapes.get(`${layer}.1.feed_forward.router.weight`)).toEqual([3, 32]);
    expect(shapes.get(`${layer}.1.feed_forward.shared_expert.down_proj.weight`)).toEqual([32, 24]);
    expect(shapes.get('vision_model.patch_embedding.linear.weight')).toEqual([16, 12]);
    expect(shapes.get('vision_model.positional_embedding_vlm')).toEqual([17, 16]);
    expect(shapes.get('vision_model.vision_adapter.mlp.fc1.weight')).toEqual([20, 64]);
    expect(shapes.get('multi_modal_projector.linear_1.weight')).toEqual([32, 28]);
  });

  it('takes the published tower where the file leaves it out, and says so', () => {
    const silent = { model_type: 'llama4', text_config: text };
    const { byPart, codes } = outcomeOf(silent);
    // That of Scout and Maverick, whose last projection is to a width of 32 here, not 5120.
    expect(byPart.vision).toBe(871_932_416 - 4096 * (5120 - 32));
    expect(codes).toEqual(['hf.tower_assumed']);
    const evidence = new Map([['language_model.model.embed_tokens.weight', [100, 32]]]);
    expect(outcomeOf(silent, evidence).byPart.vision).toBeUndefined();
  });

  it('stands alone as a text model', () => {
    const { byPart, shapes } = outcomeOf({ ...text, model_type: 'llama4_text' });
    expect(byPart).toEqual({ text: textTotal });
    expect(shapes.has('model.layers.3.feed_forward.experts.down_proj')).toBe(true);
  });

  it('has the published total of Scout', () => {
    const { total } = outcomeOf({
      model_type: 'llama4',
      text_config: {
        hidden_size: 5120,
        num_hidden_layers: 48,
        num_attention_heads: 40,
        num_key_value_heads: 8,
        head_dim: 128,
        intermediate_size: 8192,
        intermediate_size_mlp: 16384,
        num_local_experts: 16,
        num_experts_per_tok: 1,
        interleave_moe_layer_step: 1,
        vocab_size: 202048,
      },
    });
    expect(total).toBe(108_641_793_536);
  });
});
