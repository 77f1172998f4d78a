import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const text = {
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 100,
  tie_word_embeddings: false,
};
// Embedding, head and last norm; in each layer queries and output 32·32, keys and values 32·16, three matrices, norms.
const plainText = 2 * 100 * 32 + 32 + 2 * (2 * 32 * 32 + 2 * 32 * 16 + 3 * 32 * 48 + 2 * 32);

const towerSizes = {
  depth: 2,
  num_heads: 2,
  patch_size: 2,
  temporal_patch_size: 2,
  spatial_merge_size: 2,
};
// Patches of 3·2·2·2 = 24 values; attention 4·(16² + 16); merged patches are 4·16 = 64 wide.
const attention = 4 * (16 * 16 + 16);
const merger = 64 * 64 + 64 + 64 * 32 + 32;

describe('Qwen2-VL', () => {
  const config = {
    model_type: 'qwen2_vl',
    ...text,
    vision_config: { ...towerSizes, embed_dim: 16, mlp_ratio: 4, hidden_size: 32, in_chans: 3 },
  };
  // Biases of queries, keys and values.
  const textTotal = plainText + 2 * (32 + 2 * 16);
  // Patches without bias, an MLP of 64, layer norms; the norm of patches before they are merged.
  const layer = attention + 16 * 64 + 64 + 64 * 16 + 16 + 4 * 16;
  const vision = 24 * 16 + 2 * layer + 2 * 16 + merger;

  it('counts tower and text model', () => {
    const { total, byPart, elements } = outcomeOf(config);
    expect(byPart).toEqual({ text: textTotal, vision });
    expect(total).toBe(textTotal + vision);
    expect(elements).toBe(total);
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(config);
    expect(shapes.get('visual.patch_embed.proj.weight')).toEqual([16, 3, 2, 2, 2]);
    expect(shapes.get('visual.blocks.1.attn.qkv.weight')).toEqual([48, 16]);
    expect(shapes.get('visual.blocks.1.attn.qkv.bias')).toEqual([48]);
    expect(shapes.get('visual.blocks.1.mlp.fc2.weight')).toEqual([16, 64]);
    expect(shapes.get('visual.merger.ln_q.bias')).toEqual([16]);
    expect(shapes.get('visual.merger.mlp.2.weight')).toEqual([32, 64]);
    expect(shapes.get('model.layers.1.self_attn.k_proj.bias')).toEqual([16]);
    expect(shapes.has('visual.patch_embed.proj.bias')).toBe(false);
  });

  it('finds the places of newer converters from the tensors', () => {
    const evidence = new Map([
      ['model.language_model.embed_tokens.weight', [100, 32]],
      ['model.visual.patch_embed.proj.weight', [16, 3, 2, 2, 2]],
    ]);
    const { shapes } = outcomeOf(config, evidence);
    expect(shapes.has('model.language_model.layers.0.mlp.up_proj.weight')).toBe(true);
    expect(shapes.has('model.visual.blocks.0.norm1.weight')).toBe(true);
    expect(shapes.has('lm_head.weight')).toBe(true);
  });

  it('takes no tower for granted', () => {
    const { vision_config: _, ...bare } = config;
    expect(faultsOf(bare)).toContain('hf.field_missing vision_config');
  });
});

describe('Qwen2.5-VL', () => {
  const config = {
    model_type: 'qwen2_5_vl',
    ...text,
    vision_config: {
      ...towerSizes,
      hidden_size: 16,
      intermediate_size: 24,
      out_hidden_size: 32,
      window_size: 8,
      fullatt_block_indexes: [1],
    },
  };

  it('has gated networks with biases and scales without shifts', () => {
    const { byPart, shapes } = outcomeOf(config);
    const layer = attention + 2 * (16 * 24 + 24) + 24 * 16 + 16 + 2 * 16;
    expect(byPart.vision).toBe(24 * 16 + 2 * layer + 16 + merger);
    expect(shapes.get('visual.blocks.0.mlp.gate_proj.bias')).toEqual([24]);
    expect(shapes.has('visual.blocks.0.norm1.bias')).toBe(false);
  });

  it('looks at everything in few layers', () => {
    expect(outcomeOf(config).types).toMatchObject({
      'vision.attention.sliding': 1,
      'vision.attention.full': 1,
    });
  });

  it('has the published total of Qwen2.5-VL-7B', () => {
    const { total } = outcomeOf({
      model_type: 'qwen2_5_vl',
      hidden_size: 3584,
      intermediate_size: 18944,
      num_hidden_layers: 28,
      num_attention_heads: 28,
      num_key_value_heads: 4,
      vocab_size: 152064,
      tie_word_embeddings: false,
      vision_config: {
        hidden_size: 1280,
        intermediate_size: 3420,
        depth: 32,
        out_hidden_size: 3584,
        num_heads: 16,
        patch_size: 14,
        spatial_merge_size: 2,
        temporal_patch_size: 2,
        window_size: 112,
        fullatt_block_indexes: [7, 15, 23, 31],
      },
    });
    expect(total).toBe(8_292_166_656);
  });
});

describe('Qwen3-VL', () => {
  const config = {
    model_type: 'qwen3_vl',
    text_config: { ...text, head_dim: 8, model_type: 'qwen3_vl_text' },
    vision_config: {
      ...towerSizes,
      hidden_size: 16,
      intermediate_size: 24,
      num_position_embeddings: 9,
      out_hidden_size: 32,
      deepstack_visual_indexes: [0],
    },
  };

  it('has a merger behind inner layers too, and learned positions', () => {
    const { byPart, shapes, elements, total } = outcomeOf(config);
    const layer = attention + 16 * 24 + 24 + 24 * 16 + 16 + 4 * 16;
    // The inner merger norms merged patches, the last one single ones.
    expect(byPart.vision).toBe(24 * 16 + 16 + 9 * 16 + 2 * layer + 2 * merger + 2 * 16 + 2 * 64);
    // Queries and keys are normed.
    expect(byPart.text).toBe(plainText + 2 * 2 * 8);
    expect(elements).toBe(total);
    expect(shapes.get('model.visual.pos_embed.weight')).toEqual([9, 16]);
    expect(shapes.get('model.visual.merger.norm.weight')).toEqual([16]);
    expect(shapes.get('model.visual.deepstack_merger_list.0.norm.weight')).toEqual([64]);
    expect(shapes.get('model.language_model.layers.1.self_attn.q_norm.weight')).toEqual([8]);
    expect(shapes.get('lm_head.weight')).toEqual([100, 32]);
  });

  it('stacks experts with inputs in front, unless they are seen one by one', () => {
    const experts = { num_experts: 3, num_experts_per_tok: 2, moe_intermediate_size: 24 };
    const mixed = {
      ...config,
      model_type: 'qwen3_vl_moe',
      text_config: { ...config.text_config, ...experts },
    };
    const { byPart, elements, total, shapes } = outcomeOf(mixed);
    const dense = 3 * 32 * 48;
    expect(byPart.text).toBe(plainText + 2 * 2 * 8 + 2 * (3 * 32 + 3 * 3 * 32 * 24 - dense));
    expect(elements).toBe(total);
    const mlp = 'model.language_model.layers.0.mlp';
    expect(shapes.get(`${mlp}.experts.gate_up_proj`)).toEqual([3, 32, 48]);
    expect(shapes.get(`${mlp}.experts.down_proj`)).toEqual([3, 24, 32]);
    const evidence = new Map([['model.language_model.embed_tokens.weight', [100, 32]]]);
    const apart = outcomeOf(mixed, evidence).shapes;
    expect(apart.get(`${mlp}.experts.1.down_proj.weight`)).toEqual([32, 24]);
  });
});
