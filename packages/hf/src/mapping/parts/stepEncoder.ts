import type { Piece } from '../../blueprint/blueprint.ts';
import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Source } from '../family.ts';
import { layerNorm, normAt } from './frame.ts';
import { assumedOfStep } from './stepAssumptions.ts';
import { linearNaming, mlpNaming, patchNaming, placed } from './tower.ts';
import { withDefaults } from './withDefaults.ts';

// The one encoder of the family's published models, which is what its configuration class takes as well.
const published = {
  width: 1536,
  layers: 47,
  heads: 16,
  image_size: 728,
  patch_size: 14,
  mlp_ratio: 8960 / 1536,
};

/** Step's vision encoder: scaled blocks, two convolutions that halve the grid, and a projector; none where it is not stored. */
export function stepEncoder({ config, evidence }: Source, text: ConfigReader): readonly Piece[] {
  const isStated = config.has('vision_config');
  const isKnown = evidence === undefined || evidence.has('vision_model.conv1.weight');
  if (!isKnown) return [];
  if (!isStated) {
    const { width, layers } = published;
    const what = `a vision encoder of ${layers} layers of width`;
    if (assumedOfStep(text, 'vision_config', width, what) === undefined) return [];
  }
  const section = withDefaults(config.section('vision_config'), isStated ? published : {});
  const vision = isStated ? section : section.overriddenBy(published);
  const width = vision.count('width');
  const norm = layerNorm(width);
  const scale = { kind: 'NormLayer', spec: { hiddenSize: width, normType: 'none' } } as const;
  const naming = { gamma: 'weight' };
  const attention = {
    at: 'attn.',
    kind: 'AttentionLayer',
    spec: { hiddenSize: width, numHeads: vision.count('heads'), hasBias: true, isCausal: false },
    naming: attentionNaming(),
  };
  const network = {
    at: 'mlp.',
    kind: 'MLPLayer',
    spec: { hiddenSize: width, intermediateSize: innerWidth(vision, width), hasBias: true },
    naming: mlpNaming('c_fc', 'c_proj'),
  };
  const blocks = Array.from({ length: vision.count('layers') }, (_, layer) => {
    const prefix = `vision_model.transformer.resblocks.${layer}.`;
    return [
      normAt(norm, `${prefix}ln_1.`, layer, 'vision'),
      placed('vision', 'attention', attention, prefix, layer),
      { name: 'vision.norm.scale', ...scale, prefix: `${prefix}ls_1.`, layer, naming },
      normAt(norm, `${prefix}ln_2.`, layer, 'vision'),
      placed('vision', 'feedforward', network, prefix, layer),
      { name: 'vision.norm.scale', ...scale, prefix: `${prefix}ls_2.`, layer, naming },
    ];
  });
  return [
    patches(vision, width),
    normAt(norm, 'vision_model.ln_pre.', undefined, 'vision'),
    ...blocks.flat(),
    downsampler(1, width),
    downsampler(2, 2 * width),
    placed('vision', 'head', {
      at: 'vit_large_projector.',
      kind: 'ProjectorLayer',
      spec: { dIn: 4 * width, dOut: text.count('hidden_size'), hasBias: false },
      naming: { weight: 'proj.weight' },
    }),
  ];
}

const inwards = ['q_proj', 'k_proj', 'v_proj'];

const attentionNaming = (): Naming => ({
  in_proj_weight: { of: inwards.map((name) => `${name}.weight`) },
  in_proj_bias: { of: inwards.map((name) => `${name}.bias`) },
  ...linearNaming({ out_proj: 'o_proj' }),
});

function innerWidth(vision: ConfigReader, width: number): number {
  const ratio = vision.raw('mlp_ratio');
  if (typeof ratio === 'number' && ratio > 0 && ratio < 1000) return Math.floor(width * ratio);
  vision.note('error', 'hf.field_invalid', 'mlp_ratio', 'expected a number above 0.');
  return 1;
}

function patches(vision: ConfigReader, hiddenSize: number): Piece {
  const [patchSize, imageSize] = [vision.count('patch_size'), vision.count('image_size')];
  return placed('vision', 'embedding', {
    at: 'vision_model.',
    kind: 'PatchEmbeddingLayer',
    spec: { hiddenSize, patchSize, imageSize, hasBias: false },
    naming: patchNaming('conv1', [3, patchSize, patchSize], {
      positional_embedding: 'position_embedding',
    }),
  });
}

function downsampler(at: 1 | 2, inChannels: number): Piece {
  return placed('vision', 'embedding', {
    at: `vision_model.vit_downsampler${at}.`,
    kind: 'ConvolutionalDownsamplerLayer',
    refined: `downsampler${at}`,
    spec: { inChannels, outChannels: 2 * inChannels },
    naming: {
      weight: { of: 'conv.weight', shape: ([width = 0]) => [width, inChannels, 3, 3] },
      bias: 'conv.bias',
    },
  });
}
