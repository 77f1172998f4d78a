import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import { layerNorm, normAt } from '../parts/frame.ts';
import { blocks, mlpNaming, placed } from '../parts/tower.ts';
import { withDefaults } from '../parts/withDefaults.ts';

/**
 * Llama 4's vision tower, and the projection behind it. Its class's defaults are the tower of Scout and Maverick,
 * whose files may leave the section out, as the width of `hidden_size` times `pixel_shuffle_ratio` twice shows.
 */
export function llama4Tower(given: ConfigReader, textHiddenSize: number): readonly Piece[] {
  const config = withDefaults(given, {
    ...{ hidden_size: 1408, intermediate_size: 5632, num_hidden_layers: 34 },
    ...{ num_attention_heads: 16, num_channels: 3, image_size: 336, patch_size: 14 },
    ...{ projector_input_dim: 4096, projector_output_dim: 4096, vision_output_dim: 4096 },
    pixel_shuffle_ratio: 0.5,
  });
  const root = 'vision_model.';
  const hiddenSize = config.count('hidden_size');
  const intermediateSize = config.count('intermediate_size');
  const norm = layerNorm(hiddenSize);
  const spec = {
    hiddenSize,
    numHeads: config.count('num_attention_heads'),
    hasBias: true,
    isCausal: false,
  };
  const edge = shuffleEdge(config, intermediateSize);
  const outputSize = divisible(config, 'vision_output_dim', edge ** 2);
  return [
    placed('vision', 'embedding', {
      kind: 'PatchEmbeddingLayer',
      spec: {
        hiddenSize,
        patchSize: config.count('patch_size'),
        inChannels: config.count('num_channels'),
        imageSize: config.count('image_size'),
        hasBias: false,
        hasClassToken: true,
      },
      at: root,
      naming: {
        'patch_embedding.linear.weight': 'patch_proj.weight',
        class_embedding: 'class_token',
        positional_embedding_vlm: 'position_embedding',
      },
    }),
    normAt(norm, `${root}layernorm_pre.`, undefined, 'vision'),
    ...blocks({
      part: 'vision',
      numLayers: config.count('num_hidden_layers'),
      prefix: (layer) => `${root}model.layers.${layer}.`,
      norm,
      norms: ['input_layernorm.', 'post_attention_layernorm.'],
      attention: () => ({ kind: 'AttentionLayer', spec, at: 'self_attn.' }),
      feedforward: {
        kind: 'MLPLayer',
        spec: { hiddenSize, intermediateSize, hasBias: true },
        at: 'mlp.',
        naming: mlpNaming('fc1', 'fc2'),
      },
    }),
    normAt(norm, `${root}layernorm_post.`, undefined, 'vision'),
    placed('vision', 'head.adapter', {
      kind: 'ProjectorLayer',
      spec: {
        dIn: hiddenSize,
        dOut: config.count('projector_output_dim'),
        numProjections: 2,
        intermediateSize: config.count('projector_input_dim'),
        pixelShuffle: edge,
        hasBias: false,
      },
      at: `${root}vision_adapter.mlp.`,
      naming: { 'fc1.weight': 'proj_in.weight', 'fc2.weight': 'proj_out.weight' },
    }),
    placed('vision', 'head', {
      kind: 'ProjectorLayer',
      // As many patches make one of its tokens: shares of them, put side by side again.
      spec: {
        dIn: outputSize / edge ** 2,
        dOut: textHiddenSize,
        pixelShuffle: edge,
        hasBias: false,
      },
      at: 'multi_modal_projector.',
      naming: { 'linear_1.weight': 'proj.weight' },
    }),
  ];
}

/** The edge of the squares that are shuffled into one token; the class takes their width from another field. */
function shuffleEdge(config: ConfigReader, intermediateSize: number): number {
  const ratio = config.raw('pixel_shuffle_ratio');
  const edge = typeof ratio === 'number' && ratio > 0 ? Math.round(1 / ratio) : 0;
  if (edge >= 1 && edge * edge * config.count('hidden_size') === intermediateSize) return edge;
  config.note(
    'error',
    'hf.field_invalid',
    'pixel_shuffle_ratio',
    `expected a fraction such that shuffled patches are intermediate_size (${intermediateSize}) wide.`,
  );
  return 1;
}

function divisible(config: ConfigReader, name: string, by: number): number {
  const value = config.count(name);
  if (value % by === 0) return value;
  config.note('error', 'hf.field_invalid', name, `expected a multiple of ${by}, got ${value}.`);
  return by;
}
