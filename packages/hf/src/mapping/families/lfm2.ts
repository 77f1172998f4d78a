import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm } from '../parts/frame.ts';
import { listedLayerKinds } from '../parts/layerPattern.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { networks } from '../parts/sparseLayers.ts';
import { stack } from '../parts/stack.ts';

const networkNaming = {
  'w1.weight': 'gate_proj.weight',
  'w3.weight': 'up_proj.weight',
  'w2.weight': 'down_proj.weight',
};

/** LFM2: short convolutions, now and then attention with normed queries and keys. */
export const lfm2: Family = {
  types: ['lfm2'],
  describe: (source) => {
    const network = gatedNetwork(source.config, adjustedWidth(source.config), 'feedforward');
    return shortConvolutions(source, () => network);
  },
};

/** LFM2 with experts behind the first layers. */
export const lfm2Moe: Family = {
  types: ['lfm2_moe'],
  describe: (source) => {
    const { config } = source;
    const numDense = config.countOrZero('num_dense_layers', { absent: 2 });
    const network = networks(config, (layer) => layer >= numDense, {
      sparse: () => mixture(config),
      dense: () => gatedNetwork(config, config.count('intermediate_size'), 'feedforward.dense'),
    });
    return shortConvolutions(source, network);
  },
};

function shortConvolutions(source: Source, network: (layer: number) => Body): ModelPieces {
  const { config } = source;
  const norm = rmsNorm(config.count('hidden_size'));
  const isAttention = attentionLayers(config);
  const attention: Body = {
    name: 'attention.full',
    kind: 'GroupedQueryAttentionLayer',
    spec: groupedQuerySpec(config, { qkNorm: 'perHead', qkvBias: false, oBias: false }),
    naming: {
      'out_proj.weight': 'o_proj.weight',
      'q_layernorm.weight': 'q_norm.weight',
      'k_layernorm.weight': 'k_norm.weight',
    },
  };
  const convolution: Body = {
    name: 'attention.linear',
    kind: 'ShortConvLayer',
    spec: {
      hiddenSize: config.count('hidden_size'),
      convKernel: config.count('conv_L_cache', { absent: 3 }),
      hasBias: config.flag('conv_bias', { absent: false }),
    },
  };
  const tied = config.raw('tie_word_embeddings', 'tie_embedding') ?? true;
  return stack(
    { ...source, config: config.overriddenBy({ tie_word_embeddings: tied }) },
    {
      tiedByDefault: true,
      finalNorm: { norm, prefix: 'model.embedding_norm.' },
      modules: (layer) => ({
        'operator_norm.': norm,
        ...(isAttention(layer) ? { 'self_attn.': attention } : { 'conv.': convolution }),
        'ffn_norm.': norm,
        'feed_forward.': network(layer),
      }),
    },
  );
}

/** As listed by kind or by index; attention everywhere where neither is there, as the configuration class has it. */
function attentionLayers(config: ConfigReader): (layer: number) => boolean {
  const kinds = listedLayerKinds(config, 'layer_types', ['conv', 'full_attention']);
  if (kinds !== undefined || config.has('layer_types')) {
    return (layer) => kinds?.[layer] === 'full_attention';
  }
  const indices = config.numbers('full_attn_idxs');
  if (indices === undefined) config.noteDefault('full_attn_idxs', 'all layers');
  const listed = new Set(indices);
  return (layer) => indices === undefined || listed.has(layer);
}

/** The stated width is of a network of two matrices: unless told otherwise, two thirds of it, rounded up. */
function adjustedWidth(config: ConfigReader): number {
  const stated = config.count(['block_ff_dim', 'intermediate_size']);
  if (!config.flag('block_auto_adjust_ff_dim', { absent: true })) return stated;
  const multiplier = config.raw('block_ffn_dim_multiplier') ?? 1;
  if (typeof multiplier !== 'number' || !(multiplier > 0)) {
    const message = `expected a number above 0, got ${JSON.stringify(multiplier).slice(0, 60)}.`;
    config.note('error', 'hf.field_invalid', 'block_ffn_dim_multiplier', message);
    return stated;
  }
  const multiple = config.count('block_multiple_of', { absent: 256 });
  const width = Math.floor(multiplier * Math.floor((2 * stated) / 3));
  return multiple * Math.ceil(width / multiple);
}

function gatedNetwork(config: ConfigReader, intermediateSize: number, name: string): Body {
  const spec = { hiddenSize: config.count('hidden_size'), intermediateSize };
  return { name, kind: 'GatedMLPLayer', spec, naming: networkNaming };
}

function mixture(config: ConfigReader): Body {
  const hasBias = config.flag('use_expert_bias', { absent: true });
  return {
    name: 'feedforward.moe',
    kind: 'MoELayer',
    spec: { ...routedExpertsSpec(config), ...(hasBias && { correctionBias: true }) },
    naming: moeNaming({ correctionBias: 'expert_bias', projections: ['w1', 'w3', 'w2'] }),
  };
}
