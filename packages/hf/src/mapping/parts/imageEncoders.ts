import type { Piece } from '../../blueprint/blueprint.ts';
import type { ExpectedTensor } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import { layerNorm, normAt, rmsNorm } from './frame.ts';
import { blocks, linearNaming, mlpNaming, patchNaming, placed } from './tower.ts';
import { withDefaults } from './withDefaults.ts';
import { isOn } from './isOn.ts';

/** A vision encoder that several models share: its width, and its pieces below a prefix. */
export interface ImageEncoder {
  readonly hiddenSize: number;
  readonly pieces: readonly Piece[];
  /** What older files hold beside its weights. */
  readonly buffers?: readonly ExpectedTensor[];
}

type Encoder = (config: ConfigReader, prefix: string) => ImageEncoder;

/** CLIP's tower: a class token, norms around its layers; the last one runs too, whatever is read before it. */
const clip: Encoder = (given, prefix) => {
  const config = withDefaults(given, {
    ...{ hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12 },
    ...{ num_attention_heads: 12, image_size: 224, patch_size: 32 },
  });
  const hiddenSize = config.count('hidden_size');
  const norm = layerNorm(hiddenSize);
  const root = `${prefix}vision_model.`;
  const pieces = [
    imagePatches(config, root, { hasBias: false, hasClassToken: true }),
    // Spelt so in all of its files.
    normAt(norm, `${root}pre_layrnorm.`, undefined, 'vision'),
    ...joinedBlocks(config, root),
    normAt(norm, `${root}post_layernorm.`, undefined, 'vision'),
  ];
  const patches = Math.floor(config.count('image_size') / config.count('patch_size')) ** 2;
  return { hiddenSize, pieces, buffers: positionIds(root, patches + 1) };
};

/** SigLIP's tower: no class token, one norm behind its layers. */
const siglip: Encoder = (given, prefix) => {
  const config = withDefaults(given, {
    ...{ hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12 },
    ...{ num_attention_heads: 12, image_size: 224, patch_size: 16 },
  });
  // Language models use the patches; their files say false, or nothing.
  if (isOn(config, 'vision_use_head')) {
    config.note(
      'error',
      'hf.not_mapped',
      'vision_use_head',
      'the pooling head of SigLIP is not mapped.',
      'Inspect its tensors for a gap report.',
    );
  }
  const hiddenSize = config.count('hidden_size');
  const root = `${prefix}vision_model.`;
  const pieces = [
    imagePatches(config, root, {}),
    ...joinedBlocks(config, root),
    normAt(layerNorm(hiddenSize), `${root}post_layernorm.`, undefined, 'vision'),
  ];
  const patches = Math.floor(config.count('image_size') / config.count('patch_size')) ** 2;
  return { hiddenSize, pieces, buffers: positionIds(root, patches) };
};

function imagePatches(
  config: ConfigReader,
  root: string,
  rest: Readonly<Record<string, unknown>>,
): Piece {
  const patchSize = config.count('patch_size');
  const inChannels = config.count('num_channels', { absent: 3 });
  const imageSize = config.count('image_size');
  // A remainder at the edge is cut off.
  const covered = imageSize - (imageSize % patchSize);
  if (covered === 0) {
    const message = `an image of ${imageSize} holds no patch of ${patchSize}.`;
    config.note('error', 'hf.field_invalid', 'image_size', message);
  }
  return placed('vision', 'embedding', {
    kind: 'PatchEmbeddingLayer',
    spec: {
      hiddenSize: config.count('hidden_size'),
      patchSize,
      inChannels,
      imageSize: covered > 0 ? covered : patchSize,
      ...rest,
    },
    at: `${root}embeddings.`,
    naming: patchNaming('patch_embedding', [inChannels, patchSize, patchSize], {
      class_embedding: 'class_token',
      'position_embedding.weight': 'position_embedding',
    }),
  });
}

function positionIds(root: string, positions: number): readonly ExpectedTensor[] {
  const name = `${root}embeddings.position_ids`;
  return [{ name, shape: [1, positions], dtype: 'I64', isBuffer: true, isOptional: true }];
}

/** The layers that CLIP and SigLIP have in common. */
function joinedBlocks(config: ConfigReader, root: string): readonly Piece[] {
  const hiddenSize = config.count('hidden_size');
  const spec = {
    hiddenSize,
    numHeads: config.count('num_attention_heads'),
    hasBias: true,
    isCausal: false,
  };
  const naming = linearNaming({ out_proj: 'o_proj' });
  return blocks({
    part: 'vision',
    numLayers: config.count('num_hidden_layers'),
    prefix: (layer) => `${root}encoder.layers.${layer}.`,
    norm: layerNorm(hiddenSize),
    norms: ['layer_norm1.', 'layer_norm2.'],
    attention: () => ({ kind: 'AttentionLayer', spec, at: 'self_attn.', naming }),
    feedforward: {
      kind: 'MLPLayer',
      spec: { hiddenSize, intermediateSize: config.count('intermediate_size'), hasBias: true },
      at: 'mlp.',
      naming: mlpNaming('fc1', 'fc2'),
    },
  });
}

/** Pixtral's tower: a language model's layers without biases, positions that rotate. */
const pixtral: Encoder = (given, prefix) => {
  const config = withDefaults(given, {
    ...{ hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24 },
    ...{ num_attention_heads: 16, patch_size: 16 },
  });
  const hiddenSize = config.count('hidden_size');
  const patchSize = config.count('patch_size');
  const inChannels = config.count('num_channels', { absent: 3 });
  // The class takes its head's width from these two, whatever head_dim says.
  const spec = { hiddenSize, numHeads: config.count('num_attention_heads'), isCausal: false };
  const norm = rmsNorm(hiddenSize);
  const pieces = [
    placed('vision', 'embedding', {
      kind: 'PatchEmbeddingLayer',
      spec: { hiddenSize, patchSize, inChannels, hasBias: false },
      at: prefix,
      naming: patchNaming('patch_conv', [inChannels, patchSize, patchSize]),
    }),
    normAt(norm, `${prefix}ln_pre.`, undefined, 'vision'),
    ...blocks({
      part: 'vision',
      numLayers: config.count('num_hidden_layers'),
      prefix: (layer) => `${prefix}transformer.layers.${layer}.`,
      norm,
      norms: ['attention_norm.', 'ffn_norm.'],
      attention: () => ({ kind: 'AttentionLayer', spec, at: 'attention.' }),
      feedforward: {
        kind: 'GatedMLPLayer',
        spec: { hiddenSize, intermediateSize: config.count('intermediate_size') },
        at: 'feed_forward.',
      },
    }),
  ];
  return { hiddenSize, pieces };
};

const encoders: Readonly<Record<string, Encoder>> = {
  clip_vision_model: clip,
  siglip_vision_model: siglip,
  pixtral,
};

/** The encoder that a section's `model_type` names; where it is none of those known, that is an error. */
export function imageEncoder(
  config: ConfigReader,
  prefix: string,
  absent: 'clip_vision_model' | 'siglip_vision_model' | 'pixtral',
): ImageEncoder {
  const type = config.text('model_type', { absent });
  const known = Object.hasOwn(encoders, type) ? encoders[type] : undefined;
  if (known !== undefined) return known(config, prefix);
  config.note(
    'error',
    'hf.vision_model_unknown',
    'model_type',
    `no mapping for vision models of type ${JSON.stringify(type.slice(0, 60))} in this model.`,
    'Inspect its tensors for a gap report, or describe it in a model config by hand.',
  );
  return { hiddenSize: 1, pieces: [] };
}
