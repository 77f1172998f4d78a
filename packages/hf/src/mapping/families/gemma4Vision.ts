import type { Piece } from '../../blueprint/blueprint.ts';
import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import { normAt, rmsNorm } from '../parts/frame.ts';
import { placed } from '../parts/tower.ts';
import { withDefaults } from '../parts/withDefaults.ts';

/** Projections that can clip: the matrix lies one module deeper, its bounds beside it. */
export function clippableNaming(names: Readonly<Record<string, string>>): Naming {
  const bounds = ['input_min', 'input_max', 'output_min', 'output_max'];
  const naming: Record<string, string> = {};
  for (const [stored, own] of Object.entries(names)) {
    naming[`${stored}.linear.weight`] = `${own}.weight`;
    for (const bound of bounds) naming[`${stored}.${bound}`] = `${own}.${bound}`;
  }
  return naming;
}

const same = (...names: readonly string[]): Naming =>
  clippableNaming(Object.fromEntries(names.map((name) => [name, name])));

const attentionNaming = () => same('q_proj', 'k_proj', 'v_proj', 'o_proj');
const networkNaming = () => same('gate_proj', 'up_proj', 'down_proj');

/** Gemma 4's vision tower: layers as the text model's, positions by row and column, pooling behind. */
export function gemma4Tower(given: ConfigReader, textHiddenSize: number): readonly Piece[] {
  const config = withDefaults(given, {
    ...{ hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 16 },
    ...{ num_attention_heads: 12, num_key_value_heads: 12, head_dim: 64, patch_size: 16 },
    ...{ position_embedding_size: 10240, pooling_kernel_size: 3 },
    ...{ use_clipped_linears: false, standardize: false },
  });
  const root = 'model.vision_tower.';
  const hiddenSize = config.count('hidden_size');
  const patchSize = config.count('patch_size');
  const clips = config.flag('use_clipped_linears') && { clipsProjections: true };
  const attention = {
    hiddenSize,
    numHeads: config.count('num_attention_heads'),
    numKvHeads: config.count('num_key_value_heads'),
    headDim: config.count('head_dim'),
    // Stated by no field.
    qkNorm: 'perHead',
    vNorm: true,
    isCausal: false,
    ...clips,
  };
  const network = { hiddenSize, intermediateSize: config.count('intermediate_size'), ...clips };
  const norm = rmsNorm(hiddenSize);
  const layers = Array.from({ length: config.count('num_hidden_layers') }, (_, layer) => {
    const prefix = `${root}encoder.layers.${layer}.`;
    const normed = (name: string): Piece => normAt(norm, `${prefix}${name}.`, layer, 'vision');
    const attentionAt = {
      kind: 'GroupedQueryAttentionLayer',
      spec: attention,
      at: 'self_attn.',
      naming: attentionNaming(),
    };
    const networkAt = { kind: 'GatedMLPLayer', spec: network, at: 'mlp.', naming: networkNaming() };
    return [
      normed('input_layernorm'),
      placed('vision', 'attention', attentionAt, prefix, layer),
      normed('post_attention_layernorm'),
      normed('pre_feedforward_layernorm'),
      placed('vision', 'feedforward', networkAt, prefix, layer),
      normed('post_feedforward_layernorm'),
    ];
  });
  return [
    placed('vision', 'embedding', {
      kind: 'PatchEmbeddingLayer',
      spec: {
        hiddenSize,
        patchSize,
        hasBias: false,
        numPositions: config.count('position_embedding_size'),
        positionAxes: 2,
      },
      at: `${root}patch_embedder.`,
      naming: {
        'input_proj.weight': 'patch_proj.weight',
        position_embedding_table: {
          of: 'position_embedding',
          shape: ([rows = 0, width = 0]) => [2, rows / 2, width],
        },
      },
    }),
    ...layers.flat(),
    ...(config.flag('standardize') ? [standardised(hiddenSize, root)] : []),
    placed('vision', 'head', {
      kind: 'ProjectorLayer',
      spec: {
        dIn: hiddenSize,
        dOut: textHiddenSize,
        pooling: config.count('pooling_kernel_size'),
        hasBias: false,
      },
      at: 'model.embed_vision.',
      naming: { 'embedding_projection.weight': 'proj.weight' },
    }),
  ];
}

/** A stored shift and scale of what leaves the tower, as wide as a norm's. */
function standardised(hiddenSize: number, root: string): Piece {
  return placed('vision', 'norm.standardize', {
    kind: 'NormLayer',
    spec: { hiddenSize, hasBias: true },
    at: root,
    naming: { std_scale: 'weight', std_bias: 'bias' },
  });
}
