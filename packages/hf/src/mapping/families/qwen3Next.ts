import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, Source } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { decoder, normAt, rmsNorm, type NormKind } from '../parts/frame.ts';
import { gatedAttentionSpec, gatedDeltaNetSpec, hybridKinds } from '../parts/gatedDeltaNet.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { predictionModule } from '../parts/multiTokenPrediction.ts';
import { denseNetwork, everySparseStep, networks } from '../parts/sparseLayers.ts';

const mixtureNaming = () => moeNaming({ shared: 'shared_expert' });

/** A mixture of experts with one shared expert behind a gate, as Qwen has them. */
export function gatedSharedMoe(config: ConfigReader): Body {
  return {
    name: 'feedforward.moe',
    kind: 'MoELayer',
    spec: {
      ...routedExpertsSpec(config),
      numSharedExperts: 1,
      sharedIntermediateSize: config.count('shared_expert_intermediate_size'),
      sharedExpertGate: true,
    },
    naming: mixtureNaming(),
  };
}

/** The feed-forward network of each layer: experts in every `decoder_sparse_step`th that is not listed as dense. */
export function gatedFeedforwards(config: ConfigReader): readonly Body[] {
  const network = gatedNetworks(config);
  return Array.from({ length: config.count('num_hidden_layers') }, (_, layer) => network(layer));
}

function gatedNetworks(config: ConfigReader): (layer: number) => Body {
  return networks(config, everySparseStep(config), { sparse: () => gatedSharedMoe(config) });
}

/** A gated network without experts. */
export function denseFeedforward(config: ConfigReader): Body {
  return denseNetwork(config);
}

/** The two blocks of a layer of Qwen with their norms. */
export function layerPieces(
  norm: NormKind,
  { prefix, layer, part }: { prefix: string; layer: number; part: 'text' | 'mtp' },
  mixer: Body & { readonly module: string },
  feedforward: Body,
): readonly Piece[] {
  const before = part === 'mtp' ? 'mtp.' : '';
  const { module, ...attention } = mixer;
  return [
    normAt(norm, `${prefix}input_layernorm.`, layer, part),
    { ...attention, name: before + attention.name, prefix: `${prefix}${module}.`, layer },
    normAt(norm, `${prefix}post_attention_layernorm.`, layer, part),
    { ...feedforward, name: before + feedforward.name, prefix: `${prefix}mlp.`, layer },
  ];
}

/** Full attention with an output gate. */
export function gatedAttention(config: ConfigReader): Body & { readonly module: string } {
  return {
    name: 'attention.full',
    kind: 'GroupedQueryAttentionLayer',
    spec: gatedAttentionSpec(config),
    module: 'self_attn',
  };
}

/** Gated DeltaNet. */
export function gatedDeltaNet(
  config: ConfigReader,
  inputProjections: 'fused' | 'split',
): Body & { readonly module: string } {
  return {
    name: 'attention.linear',
    kind: 'GatedDeltaNetLayer',
    spec: gatedDeltaNetSpec(config, inputProjections),
    module: 'linear_attn',
  };
}

/** The module for multi-token prediction: one layer of full attention, in `mtp.` at the root of the checkpoint. */
export function qwenPrediction(
  config: ConfigReader,
  feedforward: Body,
  numLayers = 1,
): readonly Piece[] {
  const attention = gatedAttention(config);
  const norm = rmsNorm(config.count('hidden_size'));
  const names = {
    embeddingNorm: 'pre_fc_norm_embedding',
    hiddenNorm: 'pre_fc_norm_hidden',
    projection: 'fc',
    outputNorm: 'norm',
  };
  return [
    predictionModule(config, 'mtp.', 0, names),
    ...Array.from({ length: numLayers }, (_, layer) => {
      const place = { prefix: `mtp.layers.${layer}.`, layer, part: 'mtp' } as const;
      return layerPieces(norm, place, attention, feedforward);
    }).flat(),
  ];
}

/** Qwen3-Next: three of four layers are Gated DeltaNet, the fourth is full attention. */
export const qwen3Next: Family = {
  types: ['qwen3_next'],
  describe: (source) => {
    const { config } = source;
    const kinds = hybridKinds(config);
    const linear = gatedDeltaNet(config, 'fused');
    const full = gatedAttention(config);
    const norm = rmsNorm(config.count('hidden_size'));
    const feedforward = gatedNetworks(config);
    const model = decoder(source, {
      tiedByDefault: false,
      layer: (layer, prefix) =>
        layerPieces(
          norm,
          { prefix, layer, part: 'text' },
          kinds[layer] === 'full_attention' ? full : linear,
          feedforward(layer),
        ),
    });
    if (!isPredictionStored(source)) return model;
    const behind = feedforward(config.count('num_hidden_layers'));
    return { ...model, pieces: [...model.pieces, ...qwenPrediction(config, behind)] };
  },
};

/** The files of Qwen3-Next do not say so: its 80B models store one such module, Qwen3-Coder-Next stores none. */
function isPredictionStored({ config, evidence }: Source): boolean {
  const stated = config.optionalCount('num_nextn_predict_layers', 'mtp_num_hidden_layers');
  if (evidence !== undefined) return evidence.has('mtp.fc.weight');
  if (stated !== undefined) return stated > 0;
  config.note(
    'warning',
    'hf.mtp_unstated',
    'num_nextn_predict_layers',
    'no field says whether the checkpoint stores a module for multi-token prediction. ' +
      'It is counted, as Qwen3-Next-80B-A3B stores one; Qwen3-Coder-Next does not.',
    'Inspect the tensors too, or set num_nextn_predict_layers to 0 or 1.',
  );
  return true;
}
