import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { describedText } from '../parts/embeddedFamilies.ts';
import { groupedText, storedPlaces, wrappedText, type Places } from '../parts/embeddedText.ts';
import { normAt, rmsNorm } from '../parts/frame.ts';
import { imageEncoder } from '../parts/imageEncoders.ts';
import { behind, linearNaming, placed } from '../parts/tower.ts';
import { visionSection } from './qwenVl.ts';

/** The modules of these models: each by itself, as nearly all files have them, or grouped below `model.`. */
function modulesOf(source: Source): {
  readonly places: Places;
  readonly tower: string;
  readonly projector: string;
} {
  const places = storedPlaces(source, [wrappedText, groupedText]);
  const root = places === groupedText ? 'model.' : '';
  return { places, tower: `${root}vision_tower.`, projector: `${root}multi_modal_projector.` };
}

/** LLaVA 1.5, and Pixtral as transformers has it: an MLP between an image encoder and a text model. */
export const llava: Family = {
  types: ['llava'],
  describe: (source) => describeLlava(source, false),
};

/** LLaVA 1.6 and OneVision: the same, with a learned token at the end of each row of tiles. */
export const llavaNext: Family = {
  types: ['llava_next', 'llava_onevision'],
  describe: (source) => describeLlava(source, true),
};

function describeLlava(source: Source, hasNewline: boolean): ModelPieces {
  const { config } = source;
  const { places, tower, projector } = modulesOf(source);
  // OneVision's class has other defaults.
  const isFirst = config.raw('model_type') !== 'llava_onevision';
  const { text, model } = describedText(source, places, isFirst ? 'llama' : 'qwen2');
  const usual = isFirst ? 'clip_vision_model' : 'siglip_vision_model';
  const encoder = imageEncoder(visionSection(config), tower, usual);
  const hasBias = config.flag('multimodal_projector_bias', { absent: true });
  const newline: Piece = {
    name: 'vision.embedding.newline',
    kind: 'EmbeddingLayer',
    spec: { vocabSize: 1, hiddenSize: text.count('hidden_size') },
    prefix: places === groupedText ? 'model.' : '',
    naming: { image_newline: { of: 'weight', shape: ([, width = 0]) => [width] } },
  };
  return behind(model, encoder, [
    twoLinears(projector, encoder.hiddenSize * numFeatures(config), text, hasBias),
    ...(hasNewline ? [newline] : []),
  ]);
}

/** Mistral Small 3.1 and later, Ministral 3: Pixtral's tower, whose patches are merged four by four. */
export const mistral3: Family = {
  types: ['mistral3'],
  describe: (source) => {
    const { config } = source;
    const { places, tower, projector } = modulesOf(source);
    const { text, model } = describedText(source, places, 'mistral');
    const { hiddenSize, pieces } = imageEncoder(visionSection(config), tower, 'pixtral');
    const merge = config.count('spatial_merge_size', { absent: 2 });
    const hasBias = config.flag('multimodal_projector_bias', { absent: false });
    return behind(model, pieces, [
      normAt(rmsNorm(hiddenSize), `${projector}norm.`, undefined, 'vision'),
      placed('vision', 'head.merger', {
        kind: 'ProjectorLayer',
        spec: { dIn: hiddenSize, dOut: hiddenSize, pixelShuffle: merge, hasBias: false },
        at: `${projector}patch_merger.`,
        naming: { 'merging_layer.weight': 'proj.weight' },
      }),
      twoLinears(projector, hiddenSize * numFeatures(config), text, hasBias),
    ]);
  },
};

/** PaliGemma 1 and 2: one projection between SigLIP and Gemma. */
export const paligemma: Family = {
  types: ['paligemma'],
  describe: (source) => {
    const { places, tower, projector } = modulesOf(source);
    const { text, model } = describedText(source, places, 'gemma');
    const encoder = imageEncoder(visionSection(source.config), tower, 'siglip_vision_model');
    return behind(model, encoder, [
      placed('vision', 'head', {
        kind: 'ProjectorLayer',
        spec: { dIn: encoder.hiddenSize, dOut: text.count('hidden_size') },
        at: projector,
        naming: linearNaming({ linear: 'proj' }),
      }),
    ]);
  },
};

/** Gemma 3 from 4B on: SigLIP's patches are averaged, normed and projected. */
export const gemma3: Family = {
  types: ['gemma3'],
  describe: (source) => {
    const { config } = source;
    const { places, tower, projector } = modulesOf(source);
    const { text, model } = describedText(source, places, 'gemma3_text');
    const section = visionSection(config);
    const encoder = imageEncoder(section, tower, 'siglip_vision_model');
    const side = Math.floor(
      section.count('image_size', { absent: 224 }) / section.count('patch_size', { absent: 16 }),
    );
    const tokens = Math.floor(Math.sqrt(config.count('mm_tokens_per_image', { absent: 256 })));
    return behind(model, encoder, [
      placed('vision', 'head', {
        kind: 'ProjectorLayer',
        spec: {
          dIn: encoder.hiddenSize,
          dOut: text.count('hidden_size'),
          pooling: Math.max(1, Math.floor(side / Math.max(1, tokens))),
          normType: 'rms',
          hasBias: false,
        },
        at: projector,
        naming: {
          'mm_soft_emb_norm.weight': 'norm.weight',
          mm_input_projection_weight: { of: 'proj.weight', isTransposed: true },
        },
      }),
    ]);
  },
};

function twoLinears(at: string, dIn: number, text: ConfigReader, hasBias: boolean): Piece {
  return placed('vision', 'head', {
    kind: 'ProjectorLayer',
    spec: { dIn, dOut: text.count('hidden_size'), numProjections: 2, hasBias },
    at,
    naming: linearNaming({ linear_1: 'proj_in', linear_2: 'proj_out' }),
  });
}

/** Encoder layers whose results are put side by side: one, unless `vision_feature_layer` lists several. */
function numFeatures(config: ConfigReader): number {
  const layers = config.raw('vision_feature_layer');
  return Array.isArray(layers) ? Math.max(1, layers.length) : 1;
}
