import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { decoder, normAt, rmsNorm } from '../parts/frame.ts';
import { listedLayerFlags, listedLayerKinds } from '../parts/layerPattern.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';

/** MiniMax-Text-01 and M1: seven of eight layers are lightning attention, all have experts. */
export const minimaxM1: Family = {
  types: ['minimax_m1', 'minimax_text_01', 'minimax'],
  describe: (source) => {
    const { config } = source;
    const isFull = fullLayers(config);
    const linear: Body = {
      name: 'attention.linear',
      kind: 'LightningAttentionLayer',
      spec: lightningSpec(config),
    };
    const full: Body = {
      name: 'attention.full',
      kind: 'GroupedQueryAttentionLayer',
      spec: groupedQuerySpec(config),
    };
    const experts: Body = {
      name: 'feedforward.moe',
      kind: 'MoELayer',
      // Checkpoints store the routers in single precision, which no field says.
      spec: { ...routedExpertsSpec(config, 'intermediate_size'), routerDtype: 'fp32' },
      naming: moeNaming({ projections: ['w1', 'w3', 'w2'] }),
    };
    refuseSharedExperts(config);
    const norm = rmsNorm(config.count('hidden_size'));
    return decoder(source, {
      tiedByDefault: false,
      layer: (layer, prefix) => [
        normAt(norm, `${prefix}input_layernorm.`, layer),
        { ...(isFull[layer] === true ? full : linear), prefix: `${prefix}self_attn.`, layer },
        normAt(norm, `${prefix}post_attention_layernorm.`, layer),
        { ...experts, prefix: `${prefix}block_sparse_moe.`, layer },
      ],
    });
  },
};

/** Ones in `attn_type_list`; transformers' own form of these models names the kinds instead. */
function fullLayers(config: ConfigReader): readonly boolean[] {
  const flags = listedLayerFlags(config, 'attn_type_list');
  if (flags !== undefined || config.has('attn_type_list')) return flags ?? [];
  const kinds = listedLayerKinds(config, 'layer_types', ['linear_attention', 'full_attention']);
  if (kinds === undefined && !config.has('layer_types')) {
    const message = 'expected 0 (linear) or 1 (full attention) for each layer, but there is none.';
    config.note('error', 'hf.field_missing', 'attn_type_list', message);
  }
  return kinds?.map((kind) => kind === 'full_attention') ?? [];
}

function lightningSpec(config: ConfigReader) {
  const headDim = config.optionalCount('head_dim');
  return {
    hiddenSize: config.count('hidden_size'),
    numHeads: config.count('num_attention_heads'),
    ...(headDim !== undefined && { headDim }),
  };
}

/** None of these models has shared experts, though their code has a place for them. */
function refuseSharedExperts(config: ConfigReader): void {
  if ((config.optionalCount('shared_intermediate_size') ?? 0) === 0) return;
  config.note(
    'error',
    'hf.form_unknown',
    'shared_intermediate_size',
    'shared experts of this family are not known from any checkpoint.',
    'Inspect its tensors for a gap report, or describe it in a model config by hand.',
  );
}
