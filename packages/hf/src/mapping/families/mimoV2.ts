import type { ConfigReader } from '../configReader.ts';
import type { Family, Source } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm } from '../parts/frame.ts';
import { requiredLayerFlags } from '../parts/layerPattern.ts';
import { predictionModule, storedModules } from '../parts/multiTokenPrediction.ts';
import { denseNetwork, networks, sharedMixture } from '../parts/sparseLayers.ts';
import { modulesAt, preNormStack } from '../parts/stack.ts';
import { hasCorrectionBias } from './deepseek.ts';

/** MiMo-V2-Flash: windows with learned sinks and wider queries than values, now and then full attention, experts. */
export const mimoV2Flash: Family = {
  types: ['mimo_v2_flash'],
  describe: (source) => {
    const { config } = source;
    const isSliding = requiredLayerFlags(config, 'hybrid_layer_pattern');
    const hasExperts = requiredLayerFlags(config, 'moe_layer_freq');
    const full = attention(config, 'full');
    const sliding = attention(config, 'swa');
    const norm = rmsNorm(config.count('hidden_size'));
    const model = preNormStack(source, {
      tiedByDefault: false,
      norm,
      attention: (layer) => (isSliding[layer] === true ? sliding : full),
      feedforward: networks(config, (layer) => hasExperts[layer] === true, {
        sparse: () =>
          sharedMixture(config, hasCorrectionBias(config) ? { correctionBias: true } : {}),
      }),
    });
    const numModules = numStored(source);
    const network = numModules > 0 ? denseNetwork(config) : undefined;
    const modules = Array.from({ length: numModules }, (_, module) => {
      const prefix = `model.mtp.layers.${module}.`;
      const inside = {
        'input_layernorm.': norm,
        'self_attn.': sliding,
        'pre_mlp_layernorm.': norm,
        ...(network !== undefined && { 'mlp.': network }),
      };
      return [
        predictionModule(config, prefix, module, predictionNames),
        ...modulesAt(inside, prefix, module, 'mtp'),
      ];
    });
    return { ...model, pieces: [...model.pieces, ...modules.flat()] };
  },
};

const predictionNames = {
  embeddingNorm: 'enorm',
  hiddenNorm: 'hnorm',
  projection: 'eh_proj',
  outputNorm: 'final_layernorm',
};

/** The file does not say that there are three modules, each a window and a dense network; the checkpoint has them. */
function numStored(source: Source): number {
  const { config, evidence } = source;
  const field = 'num_nextn_predict_layers';
  const published = 3;
  if (evidence === undefined && !config.has(field)) {
    config.note(
      'warning',
      'hf.mtp_unstated',
      field,
      `no field says how many modules for multi-token prediction are stored: ${published} are counted, as MiMo-V2-Flash stores them.`,
      'Inspect the tensors too, or add the field.',
    );
  }
  const stated = config.optionalCount(field) ?? published;
  return storedModules(
    source,
    field,
    stated,
    (module) => `model.mtp.layers.${module}.eh_proj.weight`,
  );
}

/** Attention of one of two kinds, whose fields have names of their own. */
function attention(config: ConfigReader, kind: 'full' | 'swa'): Body {
  const field = (name: string) => (kind === 'swa' ? `swa_${name}` : name);
  const hasBias = config.flag('attention_bias', { absent: false });
  const sinkLogits = config.flag(`add_${kind}_attention_sink_bias`, { absent: kind === 'swa' });
  const spec = {
    hiddenSize: config.count('hidden_size'),
    numHeads: config.count(field('num_attention_heads')),
    numKvHeads: config.count(field('num_key_value_heads')),
    headDim: config.count(field('head_dim')),
    vHeadDim: config.count(field('v_head_dim')),
    // Not of the output projection.
    ...(hasBias && { qkvBias: true }),
    ...(sinkLogits && { sinkLogits }),
  };
  const naming = { attention_sink_bias: 'sinks' };
  if (kind === 'full') {
    return { name: 'attention.full', kind: 'GroupedQueryAttentionLayer', spec, naming };
  }
  const slidingWindow = config.count(['sliding_window', 'sliding_window_size']);
  return {
    name: 'attention.sliding',
    kind: 'SlidingWindowAttentionLayer',
    spec: { ...spec, slidingWindow },
    naming,
  };
}
