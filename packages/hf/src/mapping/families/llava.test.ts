import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const text = {
  model_type: 'llama',
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 1,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 100,
  tie_word_embeddings: false,
};
// Embedding, head and last norm; queries and output 32·32, keys and values 32·16, three matrices, two norms.
const textTotal = 2 * 100 * 32 + 32 + 2 * 32 * 32 + 2 * 32 * 16 + 3 * 32 * 48 + 2 * 32;

const tower = {
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  image_size: 8,
  patch_size: 2,
};
// Attention 4·(16² + 16), an MLP of 24 and two norms, all with biases; patches of 3·2·2 values.
const joinedLayer = 4 * (16 * 16 + 16) + (16 * 24 + 24) + (24 * 16 + 16) + 4 * 16;

describe('LLaVA', () => {
  const config = {
    model_type: 'llava',
    text_config: text,
    vision_config: { ...tower, model_type: 'clip_vision_model' },
  };

  it('has CLIP in front of a text model, and an MLP between', () => {
    const { byPart, elements, total, shapes } = outcomeOf(config);
    // The class token, 16 patches and its own position, norms around the layers; 16 to 32 to 32 with biases.
    const clip = 12 * 16 + 16 + 17 * 16 + 4 * 16 + 2 * joinedLayer;
    expect(byPart).toEqual({ text: textTotal, vision: clip + 17 * 32 + 33 * 32 });
    expect(elements).toBe(total);
    const vision = 'vision_tower.vision_model';
    expect(shapes.get(`${vision}.embeddings.class_embedding`)).toEqual([16]);
    expect(shapes.get(`${vision}.embeddings.patch_embedding.weight`)).toEqual([16, 3, 2, 2]);
    expect(shapes.get(`${vision}.embeddings.position_embedding.weight`)).toEqual([17, 16]);
    expect(shapes.get(`${vision}.encoder.layers.1.self_attn.out_proj.bias`)).toEqual([16]);
    expect(shapes.get(`${vision}.pre_layrnorm.weight`)).toEqual([16]);
    expect(shapes.get('multi_modal_projector.linear_1.weight')).toEqual([32, 16]);
    expect(shapes.get('language_model.model.layers.0.mlp.up_proj.weight')).toEqual([48, 32]);
    expect(shapes.get('language_model.lm_head.weight')).toEqual([100, 32]);
  });

  it('finds what newer converters put below one module', () => {
    const evidence = new Map([['model.language_model.embed_tokens.weight', [100, 32]]]);
    const { shapes } = outcomeOf(config, evidence);
    expect(shapes.has('model.language_model.norm.weight')).toBe(true);
    expect(shapes.has('model.vision_tower.vision_model.post_layernorm.bias')).toBe(true);
    expect(shapes.has('model.multi_modal_projector.linear_2.bias')).toBe(true);
    expect(shapes.has('lm_head.weight')).toBe(true);
  });

  it('has the published total of Pixtral 12B, most of whose sizes are defaults of the classes', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'llava',
      text_config: {
        model_type: 'mistral',
        hidden_size: 5120,
        head_dim: 128,
        num_hidden_layers: 40,
        intermediate_size: 14336,
        num_key_value_heads: 8,
        sliding_window: null,
        vocab_size: 131072,
      },
      vision_config: { model_type: 'pixtral', head_dim: 64, image_size: 1024, patch_size: 16 },
    });
    expect(total).toBe(12_682_739_712);
    const layer = 'vision_tower.transformer.layers.23';
    expect(shapes.get(`${layer}.feed_forward.gate_proj.weight`)).toEqual([4096, 1024]);
    expect(shapes.get(`${layer}.attention.o_proj.weight`)).toEqual([1024, 1024]);
  });

  it('has a token for the ends of rows from 1.6 on, whose Mistral 7B has this published total', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'llava_next',
      text_config: {
        model_type: 'mistral',
        intermediate_size: 14336,
        num_key_value_heads: 8,
        vocab_size: 32064,
        sliding_window: null,
      },
      vision_config: {
        model_type: 'clip_vision_model',
        hidden_size: 1024,
        image_size: 336,
        intermediate_size: 4096,
        num_attention_heads: 16,
        num_hidden_layers: 24,
        patch_size: 14,
      },
    });
    expect(total).toBe(7_566_747_648);
    expect(shapes.get('image_newline')).toEqual([4096]);
  });

  it('refuses images smaller than their patches', () => {
    const small = { ...tower, model_type: 'clip_vision_model', image_size: 1 };
    expect(faultsOf({ ...config, vision_config: small })).toEqual([
      'hf.field_invalid vision_config.image_size',
    ]);
  });

  it('refuses encoders and text models that it does not know', () => {
    const others = {
      model_type: 'llava',
      text_config: { ...text, model_type: 'rnn' },
      vision_config: { ...tower, model_type: 'constructor' },
    };
    expect(faultsOf(others)).toEqual([
      'hf.text_model_unknown text_config.model_type',
      'hf.vision_model_unknown vision_config.model_type',
    ]);
  });
});

describe('Mistral 3', () => {
  it('has the published total of Mistral Small 3.1, whose patches are merged four by four', () => {
    const { total, byPart, shapes } = outcomeOf({
      model_type: 'mistral3',
      spatial_merge_size: 2,
      multimodal_projector_bias: false,
      text_config: {
        model_type: 'mistral',
        head_dim: 128,
        hidden_size: 5120,
        intermediate_size: 32768,
        num_attention_heads: 32,
        num_hidden_layers: 40,
        num_key_value_heads: 8,
        vocab_size: 131072,
      },
      vision_config: {
        model_type: 'pixtral',
        hidden_size: 1024,
        intermediate_size: 4096,
        num_attention_heads: 16,
        num_hidden_layers: 24,
        patch_size: 14,
      },
    });
    expect(byPart.text).toBe(23_572_403_200);
    expect(total).toBe(24_011_361_280);
    const projector = 'multi_modal_projector';
    expect(shapes.get(`${projector}.patch_merger.merging_layer.weight`)).toEqual([1024, 4096]);
    expect(shapes.get(`${projector}.norm.weight`)).toEqual([1024]);
    expect(shapes.has(`${projector}.linear_1.bias`)).toBe(false);
  });
});

describe('PaliGemma', () => {
  it('has the published total of PaliGemma 3B for images of 224', () => {
    const { total, shapes } = outcomeOf({
      model_type: 'paligemma',
      text_config: {
        model_type: 'gemma',
        hidden_size: 2048,
        intermediate_size: 16384,
        num_attention_heads: 8,
        num_hidden_layers: 18,
        num_key_value_heads: 1,
        vocab_size: 257216,
      },
      vision_config: {
        model_type: 'siglip_vision_model',
        hidden_size: 1152,
        intermediate_size: 4304,
        num_attention_heads: 16,
        num_hidden_layers: 27,
        patch_size: 14,
        vision_use_head: false,
      },
    });
    expect(total).toBe(2_923_466_480);
    expect(shapes.get('multi_modal_projector.linear.bias')).toEqual([2048]);
  });
});

describe('Gemma 3', () => {
  const vision = { ...tower, model_type: 'siglip_vision_model' };
  const config = {
    model_type: 'gemma3',
    text_config: {
      ...text,
      model_type: 'gemma3_text',
      head_dim: 8,
      sliding_window: 8,
      tie_word_embeddings: true,
    },
    vision_config: vision,
    mm_tokens_per_image: 4,
  };

  it('averages patches, norms and projects them', () => {
    const { byPart, shapes, elements, total } = outcomeOf(config);
    // Patches with bias, 16 positions, one norm behind; a scale and a projection without bias.
    const siglip = 12 * 16 + 16 + 16 * 16 + 2 * joinedLayer + 2 * 16;
    expect(byPart.vision).toBe(siglip + 16 + 16 * 32);
    expect(elements).toBe(total);
    expect(shapes.get('multi_modal_projector.mm_input_projection_weight')).toEqual([16, 32]);
    expect(shapes.get('multi_modal_projector.mm_soft_emb_norm.weight')).toEqual([16]);
    expect(shapes.has('language_model.model.layers.0.pre_feedforward_layernorm.weight')).toBe(true);
  });

  it('refuses the head of SigLIP', () => {
    const headed = { ...config, vision_config: { ...vision, vision_use_head: true } };
    expect(faultsOf(headed)).toEqual(['hf.not_mapped vision_config.vision_use_head']);
  });

  it('has the published total of Gemma 3 27B', () => {
    const { total } = outcomeOf({
      model_type: 'gemma3',
      text_config: {
        model_type: 'gemma3_text',
        hidden_size: 5376,
        intermediate_size: 21504,
        num_hidden_layers: 62,
        num_attention_heads: 32,
        num_key_value_heads: 16,
        head_dim: 128,
        sliding_window: 1024,
      },
      vision_config: {
        model_type: 'siglip_vision_model',
        hidden_size: 1152,
        intermediate_size: 4304,
        num_hidden_layers: 27,
        num_attention_heads: 16,
        image_size: 896,
        patch_size: 14,
      },
    });
    expect(total).toBe(27_432_406_640);
  });
});
