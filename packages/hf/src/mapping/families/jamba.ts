import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { rmsNorm } from '../parts/frame.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { networks } from '../parts/sparseLayers.ts';
import { stack } from '../parts/stack.ts';
import { stateSpaceSpec } from '../parts/stateSpace.ts';
import { withDefaults } from '../parts/withDefaults.ts';

// Of the configuration class.
const defaults = {
  attn_layer_period: 8,
  attn_layer_offset: 4,
  expert_layer_period: 2,
  expert_layer_offset: 1,
  num_experts: 16,
  num_experts_per_tok: 2,
  num_key_value_heads: 8,
};

/** Jamba: Mamba with norms of its own, now and then attention, and experts in every other layer. */
export const jamba: Family = {
  types: ['jamba'],
  describe: (source) => {
    const config = withDefaults(source.config, defaults);
    const norm = rmsNorm(config.count('hidden_size'));
    const isAttention = every(config, 'attn_layer_period', 'attn_layer_offset');
    const hasExperts = every(config, 'expert_layer_period', 'expert_layer_offset');
    // A single expert is a plain network, under a plain one's names.
    const isMixed = config.count('num_experts') > 1;
    const network = networks(config, (layer) => isMixed && hasExperts(layer), {
      sparse: () => mixture(config),
      dense: () => ({
        name: 'feedforward.dense',
        kind: 'GatedMLPLayer',
        spec: gatedMlpSpec(config),
      }),
    });
    const attention: Body = {
      name: 'attention.full',
      kind: 'GroupedQueryAttentionLayer',
      spec: groupedQuerySpec(config),
    };
    const mixer = selectiveMixer(config);
    return stack(
      { ...source, config },
      {
        tiedByDefault: false,
        finalNorm: { norm, prefix: 'model.final_layernorm.' },
        modules: (layer) => ({
          'input_layernorm.': norm,
          ...(isAttention(layer) ? { 'self_attn.': attention } : { 'mamba.': mixer }),
          'pre_ff_layernorm.': norm,
          'feed_forward.': network(layer),
        }),
      },
    );
  },
};

function every(config: ConfigReader, period: string, offset: string): (layer: number) => boolean {
  const [length, at] = [config.count(period), config.countOrZero(offset)];
  return (layer) => layer % length === at;
}

function mixture(config: ConfigReader): Body {
  return {
    name: 'feedforward.moe',
    kind: 'MoELayer',
    spec: routedExpertsSpec(config, 'intermediate_size'),
    naming: moeNaming({ router: 'router' }),
  };
}

function selectiveMixer(config: ConfigReader): Body {
  const spec = stateSpaceSpec(config, {
    dState: 'mamba_d_state',
    dConv: 'mamba_d_conv',
    expand: 'mamba_expand',
    dtRank: 'mamba_dt_rank',
    bias: 'mamba_proj_bias',
    convBias: 'mamba_conv_bias',
  });
  return {
    name: 'attention.linear',
    kind: 'SSMLayer',
    spec: { ...spec, innerNorm: 'weighted' },
  };
}
