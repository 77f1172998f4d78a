import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { rmsNorm } from '../parts/frame.ts';
import { listedLayerKinds } from '../parts/layerPattern.ts';
import { stack, type Modules } from '../parts/stack.ts';
import { headedStateSpaceSpec } from '../parts/stateSpace.ts';
import { stackedMixture } from './granite.ts';

/** Granite 4: Mamba-2 with some attention, or attention alone; experts beside a shared network, or that alone. */
export const graniteHybrid: Family = {
  types: ['granitemoehybrid'],
  describe: (source) => {
    const { config } = source;
    const kinds = listedLayerKinds(config, 'layer_types', ['mamba', 'attention']);
    if (!config.has('layer_types')) config.noteDefault('layer_types', 'mamba');
    const hasExperts = config.countOrZero('num_local_experts') > 0;
    const network = hasExperts ? stackedMixture(config) : sharedNetwork(config);
    return hybrid(source, {
      isAttention: (layer) => kinds?.[layer] === 'attention',
      afterwards: (norm) => ({ 'post_attention_layernorm.': norm, '': network }),
    });
  },
};

/** Bamba: the same mixers in front of a plain network. */
export const bamba: Family = {
  types: ['bamba'],
  describe: (source) => {
    const { config } = source;
    if (!config.states('attn_layer_indices')) config.noteDefault('attn_layer_indices', null);
    const listed = new Set(config.numbers('attn_layer_indices'));
    const network: Body = {
      name: 'feedforward',
      kind: 'GatedMLPLayer',
      spec: gatedMlpSpec(config),
    };
    return hybrid(source, {
      isAttention: (layer) => listed.has(layer),
      finalNorm: 'model.final_layernorm.',
      afterwards: (norm) => ({ 'pre_ff_layernorm.': norm, 'feed_forward.': network }),
    });
  },
};

interface Hybrid {
  readonly isAttention: (layer: number) => boolean;
  readonly finalNorm?: string;
  readonly afterwards: (norm: ReturnType<typeof rmsNorm>) => Modules;
}

function hybrid(source: Source, form: Hybrid): ModelPieces {
  const { config } = source;
  const norm = rmsNorm(config.count('hidden_size'));
  const numLayers = config.count('num_hidden_layers');
  const layers = Array.from({ length: numLayers }, (_, layer) => form.isAttention(layer));
  // Models of attention alone need not state the sizes of mixers.
  const mixer = layers.includes(false) ? headedMixer(config) : undefined;
  const attention: Body = {
    name: 'attention.full',
    kind: 'GroupedQueryAttentionLayer',
    spec: groupedQuerySpec(config),
  };
  const afterwards = form.afterwards(norm);
  return stack(source, {
    tiedByDefault: false,
    finalNorm: { norm, prefix: form.finalNorm ?? 'model.norm.' },
    modules: (layer) => ({
      'input_layernorm.': norm,
      ...(mixer === undefined || layers[layer] === true
        ? { 'self_attn.': attention }
        : { 'mamba.': mixer }),
      ...afterwards,
    }),
  });
}

function headedMixer(config: ConfigReader): Body {
  const expand = config.count('mamba_expand', { absent: 2 });
  const numHeads = config.count('mamba_n_heads');
  const inner = expand * config.count('hidden_size');
  const stated = config.raw('mamba_d_head') ?? 'auto';
  const headDim = stated === 'auto' ? inner / numHeads : config.count('mamba_d_head');
  if (headDim * numHeads !== inner || !Number.isInteger(headDim)) {
    const message = `${numHeads} heads of ${headDim} are not mamba_expand times hidden_size, ${inner}.`;
    config.note('error', 'hf.heads_uneven', 'mamba_n_heads', message);
  }
  const fields = {
    numHeads: 'mamba_n_heads',
    headDim: 'mamba_d_head',
    numGroups: 'mamba_n_groups',
    stateSize: 'mamba_d_state',
    convKernel: 'mamba_d_conv',
    convBias: 'mamba_conv_bias',
    bias: 'mamba_proj_bias',
    chunkSize: 'mamba_chunk_size',
    absentChunkSize: 256,
  };
  return {
    name: 'attention.linear',
    kind: 'Mamba2Layer',
    spec: headedStateSpaceSpec(config, fields, headDim),
  };
}

/** What stands in place of experts where there are none. */
function sharedNetwork(config: ConfigReader): Body {
  return {
    name: 'feedforward',
    kind: 'GatedMLPLayer',
    spec: gatedMlpSpec(config, config.count('shared_intermediate_size')),
    naming: {
      'shared_mlp.input_linear.weight': { of: ['gate_proj.weight', 'up_proj.weight'] },
      'shared_mlp.output_linear.weight': 'down_proj.weight',
    },
  };
}
