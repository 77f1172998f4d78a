import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { describedSection } from '../parts/embeddedFamilies.ts';
import { wrappedText } from '../parts/embeddedText.ts';
import { layerNorm, normAt, rmsNorm } from '../parts/frame.ts';
import {
  behind,
  fusedQkvNaming,
  linearNaming,
  mlpNaming,
  patchNaming,
  placed,
} from '../parts/tower.ts';
import { withDefaults } from '../parts/withDefaults.ts';
import { visionSection } from './qwenVl.ts';

// InternLM 2 calls its head so.
const places = () => ({ ...wrappedText, 'output.': 'language_model.output.' });

/** InternVL 1.5 to 3.5 in its own code: InternViT, squares of patches through an MLP, and one of several text models. */
export const internVl: Family = {
  types: ['internvl_chat'],
  describe: (source) => {
    const { config } = source;
    const { text, model } = describedSection(source, config.section('llm_config'), places());
    const vision = withDefaults(visionSection(config), {
      ...{ hidden_size: 3200, intermediate_size: 12800, num_hidden_layers: 48 },
      ...{ num_attention_heads: 25, image_size: 224, patch_size: 14, num_channels: 3 },
      ...{ qkv_bias: false, qk_normalization: true, norm_type: 'rms_norm' },
    });
    const ratio = config.raw('downsample_ratio') ?? 0.5;
    const edge = typeof ratio === 'number' ? Math.round(1 / ratio) : 0;
    if (!(edge >= 1 && edge <= 64)) {
      const message = 'expected a fraction whose inverse is a whole number.';
      config.note('error', 'hf.field_invalid', 'downsample_ratio', message);
    }
    return behind(model, internVit(vision), [
      placed('vision', 'head', {
        kind: 'ProjectorLayer',
        spec: {
          dIn: vision.count('hidden_size'),
          dOut: text.count('hidden_size'),
          numProjections: 2,
          pixelShuffle: Math.max(1, edge),
          normType: 'layer',
        },
        at: 'mlp1.',
        naming: linearNaming({ 0: 'norm', 1: 'proj_in', 3: 'proj_out' }),
      }),
    ]);
  },
};

/** InternViT: pre-norm blocks, whose results are scaled before they are added. */
function internVit(config: ConfigReader): readonly Piece[] {
  const root = 'vision_model.';
  const hiddenSize = config.count('hidden_size');
  const patchSize = config.count('patch_size');
  const inChannels = config.count('num_channels');
  const norm =
    config.text('norm_type') === 'rms_norm' ? rmsNorm(hiddenSize) : layerNorm(hiddenSize);
  const attention = {
    kind: 'AttentionLayer',
    spec: {
      hiddenSize,
      numHeads: config.count('num_attention_heads'),
      qkvBias: config.flag('qkv_bias'),
      oBias: true,
      isCausal: false,
      ...(config.flag('qk_normalization') && { qkNorm: 'fullWidth' }),
    },
    at: 'attn.',
    naming: fusedQkvNaming('qkv', 'proj'),
  };
  const network = {
    kind: 'MLPLayer',
    spec: { hiddenSize, intermediateSize: config.count('intermediate_size'), hasBias: true },
    at: 'mlp.',
    naming: mlpNaming('fc1', 'fc2'),
  };
  const scale = { hiddenSize };
  const layers = Array.from({ length: config.count('num_hidden_layers') }, (_, layer) => {
    const prefix = `${root}encoder.layers.${layer}.`;
    // A learned scale of what is added: a norm's weight without a norm.
    const scaled = (name: string): Piece => {
      const naming = { [name]: 'weight' };
      const at = { kind: 'NormLayer', spec: scale, at: '', naming };
      return placed('vision', 'norm.scale', at, prefix, layer);
    };
    return [
      normAt(norm, `${prefix}norm1.`, layer, 'vision'),
      placed('vision', 'attention', attention, prefix, layer),
      scaled('ls1'),
      normAt(norm, `${prefix}norm2.`, layer, 'vision'),
      placed('vision', 'feedforward', network, prefix, layer),
      scaled('ls2'),
    ];
  });
  return [
    placed('vision', 'embedding', {
      kind: 'PatchEmbeddingLayer',
      spec: {
        hiddenSize,
        patchSize,
        inChannels,
        imageSize: config.count('image_size'),
        hasClassToken: true,
      },
      at: `${root}embeddings.`,
      naming: {
        ...patchNaming('patch_embedding', [inChannels, patchSize, patchSize]),
        class_embedding: { of: 'class_token', shape: ([width = 0]) => [1, 1, width] },
        position_embedding: {
          of: 'position_embedding',
          shape: ([rows = 0, width = 0]) => [1, rows, width],
        },
      },
    }),
    ...layers.flat(),
  ];
}
