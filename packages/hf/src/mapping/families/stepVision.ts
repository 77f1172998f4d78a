import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import { layerNorm, normAt } from '../parts/frame.ts';
import { linearNaming, mlpNaming, patchNaming, placed } from '../parts/tower.ts';
import { withDefaults } from '../parts/withDefaults.ts';

/** The tower of Step 3.7's checkpoints: the perception encoder of 47 layers. Its MLP is 35/6 as wide as the rest. */
const published = { width: 1536, layers: 47, heads: 16, image_size: 728, patch_size: 14 };

/**
 * Step 3.7's vision tower, two convolutions that make its grid coarser, and a projection to the text's width.
 * Files may leave the section out: what the checkpoints hold is taken then, which the caller says.
 */
export function stepTower(given: ConfigReader, textHiddenSize: number): readonly Piece[] {
  const config = withDefaults(given, { ...published, mlp_ratio: 8960 / 1536 });
  const root = 'vision_model.';
  const hiddenSize = config.count('width');
  const patchSize = config.count('patch_size');
  const spec = { hiddenSize, numHeads: config.count('heads'), hasBias: true, isCausal: false };
  const network = { hiddenSize, intermediateSize: innerWidth(config, hiddenSize), hasBias: true };
  const norm = layerNorm(hiddenSize);
  const scale = { hiddenSize };
  const block = (layer: number): readonly Piece[] => {
    const prefix = `${root}transformer.resblocks.${layer}.`;
    // A learned scale of what a block adds: a norm's weight without a norm.
    const scaled = (name: string): Piece =>
      placed(
        'vision',
        'norm.scale',
        { kind: 'NormLayer', spec: scale, at: `${name}.`, naming: { gamma: 'weight' } },
        prefix,
        layer,
      );
    const attention = { kind: 'AttentionLayer', spec, at: 'attn.', naming: attentionNaming };
    const feedforward = { kind: 'MLPLayer', spec: network, at: 'mlp.', naming: networkNaming };
    return [
      normAt(norm, `${prefix}ln_1.`, layer, 'vision'),
      placed('vision', 'attention', attention, prefix, layer),
      scaled('ls_1'),
      normAt(norm, `${prefix}ln_2.`, layer, 'vision'),
      placed('vision', 'feedforward', feedforward, prefix, layer),
      scaled('ls_2'),
    ];
  };
  return [
    placed('vision', 'embedding', {
      kind: 'PatchEmbeddingLayer',
      spec: {
        hiddenSize,
        patchSize,
        imageSize: config.count('image_size'),
        hasBias: false,
      },
      at: root,
      naming: patchNaming('conv1', [3, patchSize, patchSize], {
        positional_embedding: 'position_embedding',
      }),
    }),
    normAt(norm, `${root}ln_pre.`, undefined, 'vision'),
    ...Array.from({ length: config.count('layers') }, (_, layer) => block(layer)).flat(),
    downsampler(`${root}vit_downsampler1.`, hiddenSize),
    downsampler(`${root}vit_downsampler2.`, 2 * hiddenSize),
    placed('vision', 'head', {
      kind: 'ProjectorLayer',
      // Sixteen patches have become one: a quarter of the width each, put side by side again.
      spec: { dIn: hiddenSize / 4, dOut: textHiddenSize, pixelShuffle: 4, hasBias: false },
      at: 'vit_large_projector.',
      naming: { weight: 'proj.weight' },
    }),
  ];
}

const attentionNaming = {
  ...linearNaming({ out_proj: 'o_proj' }),
  in_proj_weight: { of: ['q_proj.weight', 'k_proj.weight', 'v_proj.weight'] },
  in_proj_bias: { of: ['q_proj.bias', 'k_proj.bias', 'v_proj.bias'] },
};
const networkNaming = mlpNaming('c_fc', 'c_proj');

function innerWidth(config: ConfigReader, hiddenSize: number): number {
  const ratio = config.raw('mlp_ratio');
  const width = typeof ratio === 'number' ? Math.floor(hiddenSize * ratio + 1e-6) : 0;
  if (width >= 1) return width;
  config.note('error', 'hf.field_invalid', 'mlp_ratio', 'expected a positive number.');
  return 1;
}

/** A convolution that halves both axes and doubles the width. */
function downsampler(at: string, inChannels: number): Piece {
  return placed('vision', 'head.downsampler', {
    kind: 'ConvolutionalDownsamplerLayer',
    spec: { inChannels, outChannels: 2 * inChannels },
    at,
    naming: {
      weight: { of: 'conv.weight', shape: ([outputs = 0]) => [outputs, inChannels, 3, 3] },
      bias: 'conv.bias',
    },
  });
}
