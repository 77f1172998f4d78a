import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { embeddedText, storedPlaces, textSection, wrappedText } from '../parts/embeddedText.ts';
import { layerNorm, normAt } from '../parts/frame.ts';
import { behind, blocks, linearNaming, mlpNaming, patchNaming, placed } from '../parts/tower.ts';
import { minimaxM3 } from './minimaxM3.ts';
import { visionSection } from './qwenVl.ts';

/** MiniMax-M3 with its tower: CLIP's layers over patches of several frames, and two MLPs to the text's width. */
export const minimaxM3Vl: Family = {
  types: ['minimax_m3_vl'],
  describe: (source) => {
    const { config } = source;
    const text = textSection(config);
    const places = storedPlaces(source, [wrappedText, {}]);
    const model = embeddedText(source, text, minimaxM3, places);
    return behind(model, tower(config, visionSection(config), text.count('hidden_size')));
  },
};

function tower(config: ConfigReader, vision: ConfigReader, textSize: number): readonly Piece[] {
  const root = 'vision_tower.vision_model.';
  const hiddenSize = vision.count('hidden_size');
  const patchSize = vision.count('patch_size');
  const inChannels = vision.count('num_channels', { absent: 3 });
  const compression = vision.section('img_token_compression_config');
  const frames = compression.count('temporal_patch_size', { absent: 2 });
  const merge = compression.count('spatial_merge_size', { absent: 2 });
  const norm = layerNorm(hiddenSize);
  const spec = {
    hiddenSize,
    numHeads: vision.count('num_attention_heads'),
    hasBias: true,
    isCausal: false,
  };
  const inner = config.count('projector_hidden_size', { absent: textSize });
  const hasBias = config.flag('multimodal_projector_bias', { absent: true });
  const naming = linearNaming({ linear_1: 'proj_in', linear_2: 'proj_out' });
  return [
    placed('vision', 'embedding', {
      kind: 'PatchEmbeddingLayer',
      spec: { hiddenSize, patchSize, inChannels, temporalPatchSize: frames, hasBias: false },
      at: `${root}embeddings.`,
      naming: patchNaming('patch_embedding', [inChannels, frames, patchSize, patchSize]),
    }),
    // One norm in front and none behind, as the published total closes.
    normAt(norm, `${root}pre_layrnorm.`, undefined, 'vision'),
    ...blocks({
      part: 'vision',
      numLayers: vision.count('num_hidden_layers'),
      prefix: (layer) => `${root}encoder.layers.${layer}.`,
      norm,
      norms: ['layer_norm1.', 'layer_norm2.'],
      attention: () => ({
        kind: 'AttentionLayer',
        spec,
        at: 'self_attn.',
        naming: linearNaming({ out_proj: 'o_proj' }),
      }),
      feedforward: {
        kind: 'MLPLayer',
        spec: { hiddenSize, intermediateSize: vision.count('intermediate_size'), hasBias: true },
        at: 'mlp.',
        naming: mlpNaming('fc1', 'fc2'),
      },
    }),
    placed('vision', 'head.projector', {
      kind: 'ProjectorLayer',
      spec: {
        dIn: hiddenSize,
        dOut: textSize,
        numProjections: 2,
        intermediateSize: inner,
        hasBias,
      },
      at: 'multi_modal_projector.',
      naming,
    }),
    placed('vision', 'head', {
      kind: 'ProjectorLayer',
      spec: {
        dIn: textSize,
        dOut: textSize,
        numProjections: 2,
        intermediateSize: inner,
        pixelShuffle: merge,
        hasBias,
      },
      at: 'patch_merge_mlp.',
      naming,
    }),
  ];
}
