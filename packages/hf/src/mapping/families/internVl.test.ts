import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const vit = {
  model_type: 'intern_vit_6b',
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  image_size: 8,
  patch_size: 2,
  qkv_bias: true,
  qk_normalization: false,
  norm_type: 'layer_norm',
};
const llm_config = {
  model_type: 'qwen2',
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 1,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 100,
  tie_word_embeddings: false,
};
const config = {
  model_type: 'internvl_chat',
  downsample_ratio: 0.5,
  llm_config,
  vision_config: vit,
};
const around = 12 * 16 + 16 + 16 + 17 * 16;
// The norm of four patches side by side, 64 to 32 to 32.
const projector = 2 * 64 + 64 * 32 + 32 + 32 * 32 + 32;
const network = 2 * 16 * 24 + 24 + 16;

describe('InternVL', () => {
  it('scales what its blocks add', () => {
    const { byPart, elements, total, shapes } = outcomeOf(config);
    const layer = 4 * (16 * 16 + 16) + network + 4 * 16 + 2 * 16;
    expect(byPart.vision).toBe(around + layer + projector);
    expect(elements).toBe(total);
    expect(shapes.get('vision_model.embeddings.position_embedding')).toEqual([1, 17, 16]);
    expect(shapes.get('vision_model.encoder.layers.0.ls2')).toEqual([16]);
    expect(shapes.get('vision_model.encoder.layers.0.attn.qkv.bias')).toEqual([48]);
    expect(shapes.get('mlp1.1.weight')).toEqual([32, 64]);
    expect(shapes.get('language_model.model.layers.0.self_attn.q_proj.bias')).toEqual([32]);
  });

  it('has norms of queries and keys in the large tower, whose sizes are the defaults of its class', () => {
    const { num_attention_heads, hidden_size, intermediate_size, patch_size } = vit;
    const large = { num_attention_heads, hidden_size, intermediate_size, patch_size };
    const { byPart } = outcomeOf({
      ...config,
      vision_config: { ...large, image_size: 8, num_hidden_layers: 1 },
    });
    const layer = 4 * 16 * 16 + 16 + 2 * 16 + network + 2 * 16 + 2 * 16;
    expect(byPart.vision).toBe(around + layer + projector);
  });

  it('has the published total of InternVL2.5-8B, on InternLM 2.5', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'internvl_chat',
      downsample_ratio: 0.5,
      llm_config: {
        model_type: 'internlm2',
        bias: false,
        hidden_size: 4096,
        intermediate_size: 14336,
        num_hidden_layers: 32,
        num_attention_heads: 32,
        num_key_value_heads: 8,
        vocab_size: 92553,
        tie_word_embeddings: false,
      },
      vision_config: {
        ...vit,
        hidden_size: 1024,
        intermediate_size: 4096,
        num_hidden_layers: 24,
        num_attention_heads: 16,
        image_size: 448,
        patch_size: 14,
      },
    });
    expect(total).toBe(8_075_365_376);
    expect(shapes.has('language_model.output.weight')).toBe(true);
  });

  it('refuses a ratio that merges no squares', () => {
    const odd = { ...config, downsample_ratio: 'half' };
    expect(faultsOf(odd)).toEqual(['hf.field_invalid downsample_ratio']);
  });
});
