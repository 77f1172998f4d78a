import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Evidence, Family } from '../family.ts';
import { describedText } from '../parts/embeddedFamilies.ts';
import { storedPlaces, wrappedText } from '../parts/embeddedText.ts';
import { layerNorm, normAt, rmsNorm } from '../parts/frame.ts';
import {
  behind,
  blocks,
  fusedQkvNaming,
  linearNaming,
  mlpNaming,
  patchNaming,
  placed,
} from '../parts/tower.ts';
import { withDefaults } from '../parts/withDefaults.ts';
import { visionSection } from './qwenVl.ts';

/** Kimi K2.5 to K2.7 and K3: MoonViT in front of a text model of its own type. */
export const kimiVl: Family = {
  types: ['kimi_k25', 'kimi_k3'],
  describe: (source) => {
    const { model } = describedText(source, storedPlaces(source, [wrappedText, {}]));
    const section = visionSection(source.config);
    const isLater = source.config.raw('model_type') === 'kimi_k3';
    if (isLater && !section.states('qkv_hidden_size')) section.noteDefault('qkv_hidden_size', null);
    const vision = isLater ? withDefaults(section, towerDefaults) : section;
    return behind(model, moonVit(vision, source.evidence));
  },
};

/** What the tower's class takes; that of K2.5 is always so, and its files have no such fields. */
const towerDefaults = {
  norm_type: 'layernorm',
  linear_bias: true,
  attn_bias: true,
  patch_embed_proj_bias: true,
};

/** MoonViT with a table of positions for a grid; those of frames are computed. */
function moonVit(config: ConfigReader, evidence: Evidence | undefined): readonly Piece[] {
  const root = 'vision_tower.';
  const hiddenSize = config.count(['vt_hidden_size', 'hidden_size']);
  const numHeads = config.count(['vt_num_attention_heads', 'num_attention_heads']);
  const patchSize = config.count('patch_size', { absent: 14 });
  const height = config.count('init_pos_emb_height', { absent: 64 });
  const width = config.count('init_pos_emb_width', { absent: 64 });
  // Fields of K3; the tower of K2.5 is as these defaults say and its class knows no others.
  const isRms = config.raw('norm_type') === 'rmsnorm';
  const qkvSize = config.optionalCount('qkv_hidden_size') ?? hiddenSize;
  const hasLinearBias = config.raw('linear_bias') !== false;
  const norm = isRms ? rmsNorm(hiddenSize) : layerNorm(hiddenSize);
  const attention = {
    hiddenSize,
    numHeads,
    ...(qkvSize !== hiddenSize && { headDim: qkvSize / numHeads }),
    hasBias: config.raw('attn_bias') !== false,
    isCausal: false,
  };
  if (qkvSize % numHeads !== 0) {
    const message = `expected a multiple of ${numHeads} heads, got ${qkvSize}.`;
    config.note('error', 'hf.field_invalid', 'qkv_hidden_size', message);
  }
  const intermediateSize = config.count(['vt_intermediate_size', 'intermediate_size']);
  return [
    placed('vision', 'embedding', {
      kind: 'PatchEmbeddingLayer',
      spec: {
        hiddenSize,
        patchSize,
        numPositions: height * width,
        hasBias: config.raw('patch_embed_proj_bias') !== false,
      },
      at: `${root}patch_embed.`,
      naming: {
        ...patchNaming('proj', [3, patchSize, patchSize]),
        'pos_emb.weight': {
          of: 'position_embedding',
          shape: ([, columns = 0]) => [height, width, columns],
        },
      },
    }),
    ...blocks({
      part: 'vision',
      numLayers: config.count(['vt_num_hidden_layers', 'num_hidden_layers']),
      prefix: (layer) => `${root}encoder.blocks.${layer}.`,
      norm,
      norms: ['norm0.', 'norm1.'],
      attention: () => ({
        kind: 'AttentionLayer',
        spec: attention,
        at: '',
        naming: fusedQkvNaming('wqkv', 'wo'),
      }),
      feedforward: {
        kind: 'MLPLayer',
        spec: { hiddenSize, intermediateSize, hasBias: hasLinearBias },
        at: 'mlp.',
        naming: mlpNaming('fc0', 'fc1'),
      },
    }),
    normAt(norm, `${root}encoder.final_layernorm.`, undefined, 'vision'),
    projector(config, hiddenSize, evidence),
  ];
}

/** Patches of a square side by side, an MLP behind a norm. */
function projector(
  config: ConfigReader,
  hiddenSize: number,
  evidence: Evidence | undefined,
): Piece {
  const root = 'mm_projector.';
  const [edge = 2] = config.numbers('merge_kernel_size') ?? [];
  const isFirstForm = config.text('mm_projector_type', { absent: 'patchmerger' }) === 'patchmerger';
  if (!isFirstForm && evidence === undefined) {
    config.note(
      'warning',
      'hf.projector_assumed',
      'mm_projector_type',
      'the form of this projector is not documented: the one of patchmerger is taken, without biases and ' +
        'with a norm that only scales, as in the rest of the tower.',
      'Inspect the tensors too to be sure.',
    );
  }
  const hasBias = evidence === undefined ? isFirstForm : evidence.has(`${root}proj.0.bias`);
  const hasShift = evidence === undefined ? isFirstForm : evidence.has(`${root}pre_norm.bias`);
  return placed('vision', 'head', {
    kind: 'PatchMergerLayer',
    spec: {
      hiddenSize: config.count('mm_hidden_size', { absent: hiddenSize }),
      outHiddenSize: config.count('text_hidden_size'),
      spatialMergeSize: edge,
      normType: hasShift ? 'layer' : 'rms',
      hasBias,
    },
    at: root,
    naming: linearNaming({ pre_norm: 'norm', 'proj.0': 'proj_in', 'proj.2': 'proj_out' }),
  });
}
