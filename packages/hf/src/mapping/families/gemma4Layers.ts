import type { Piece } from '../../blueprint/blueprint.ts';
import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { fusedExpertsNaming } from '../parts/fusedExperts.ts';
import { listedLayerKinds } from '../parts/layerPattern.ts';
import { routedExpertsSpec } from '../parts/moe.ts';

/** Which layers see everything: as listed; of six the last, and the last of all, as the class makes the list. */
function fullLayers(config: ConfigReader, numLayers: number): (layer: number) => boolean {
  const kinds = ['sliding_attention', 'full_attention'] as const;
  const listed = listedLayerKinds(config, 'layer_types', kinds, numLayers);
  if (listed !== undefined) return (layer) => listed[layer] === 'full_attention';
  if (!config.has('layer_types')) {
    config.noteAbsent('layer_types', 'the last of each six, and of all, sees everything');
  }
  return (layer) => (layer + 1) % 6 === 0 || layer === numLayers - 1;
}

/** The first of the last layers that take keys and values from before, which checkpoints store for them as well. */
function firstShared(config: ConfigReader, numLayers: number): number {
  return numLayers - config.countOrZero('num_kv_shared_layers', { absent: 0 });
}

/** Attention by layer: to a window, or with wider and fewer heads to everything. */
export function gemma4Attention(config: ConfigReader): (layer: number) => Body {
  const numLayers = config.count('num_hidden_layers');
  const isFull = fullLayers(config, numLayers);
  const shared = firstShared(config, numLayers);
  // Queries, keys and values are normed, which no field states; values without a weight.
  const common = { ...groupedQuerySpec(config, { qkNorm: 'perHead' }), vNorm: true };
  const slidingWindow = config.count('sliding_window', { absent: 512 });
  const isOneProjection = config.flag('attention_k_eq_v', { absent: false });
  const numKvHeads = config.count('num_key_value_heads');
  const full = {
    ...common,
    headDim: config.count('global_head_dim', { absent: 512 }),
    ...(isOneProjection && {
      attentionKEqV: true,
      numKvHeads: config.countOrNone('num_global_key_value_heads') ?? numKvHeads,
    }),
  };
  const kinds = (isShared: boolean): Kinds => {
    const rest = isShared ? { sharedKv: 'stored' } : {};
    const suffix = isShared ? '.shared' : '';
    return {
      full: {
        name: `attention.full${suffix}`,
        kind: 'GroupedQueryAttentionLayer',
        spec: { ...full, ...rest },
      },
      sliding: {
        name: `attention.sliding${suffix}`,
        kind: 'SlidingWindowAttentionLayer',
        spec: { ...common, slidingWindow, ...rest },
      },
    };
  };
  const [own, taken] = [kinds(false), kinds(true)];
  return (layer) => (layer < shared ? own : taken)[isFull(layer) ? 'full' : 'sliding'];
}

type Kinds = Readonly<Record<'full' | 'sliding', Body>>;

/** The network of a layer: gated, twice as wide where keys and values are shared, or beside experts. */
export function gemma4Feedforward(source: Source): (layer: number, prefix: string) => Piece {
  const { config } = source;
  const numLayers = config.count('num_hidden_layers');
  if (config.flag('enable_moe_block', { absent: false })) return parallelExperts(source);
  const shared = firstShared(config, numLayers);
  const isDoubled = config.flag('use_double_wide_mlp', { absent: false });
  const spec = gatedMlpSpec(config);
  const wide = gatedMlpSpec(config, 2 * config.count('intermediate_size'));
  return (layer, prefix) => ({
    name: 'feedforward',
    kind: 'GatedMLPLayer',
    spec: isDoubled && layer >= shared ? wide : spec,
    prefix: `${prefix}mlp.`,
    layer,
  });
}

const networkNaming: Naming = {
  'router.proj.weight': 'router.weight',
  'router.scale': 'router.norm.weight',
  'router.per_expert_scale': 'router.expert_scales',
  'post_feedforward_layernorm_1.weight': 'dense_output_norm.weight',
  'pre_feedforward_layernorm_2.weight': 'experts_input_norm.weight',
  'post_feedforward_layernorm_2.weight': 'experts_output_norm.weight',
};

function parallelExperts({ config, evidence }: Source): (layer: number, prefix: string) => Piece {
  const spec = {
    ...routedExpertsSpec(config),
    denseIntermediateSize: config.count('intermediate_size'),
  };
  const stacked: Naming = { ...networkNaming, ...fusedExpertsNaming(false) };
  return (layer, prefix) => {
    const isStacked = evidence?.has(`${prefix}experts.gate_up_proj`) ?? true;
    return {
      name: 'feedforward.moe',
      kind: 'ParallelMoELayer',
      spec,
      prefix,
      layer,
      naming: isStacked ? stacked : networkNaming,
    };
  };
}
