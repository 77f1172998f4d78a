import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { afterLayers } from '../parts/afterLayers.ts';
import { compressedAttentions } from '../parts/compressedAttention.ts';
import type { Body } from '../parts/body.ts';
import { decoder, normAt, rmsNorm } from '../parts/frame.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { checkUpTo } from '../parts/sparseLayers.ts';
import {
  predictionModule,
  storedModules,
  type PredictionNames,
} from '../parts/multiTokenPrediction.ts';
import { statedModules } from './deepseek.ts';

/** DeepSeek-V4, whose checkpoints have the names of its reference code whatever their `model_type`. */
export const deepseekV4: Family = {
  types: ['deepseek_v4', 'deepseek_ref'],
  describe,
};

function describe(source: Source): ModelPieces {
  const { config } = source;
  const numLayers = config.count('num_hidden_layers');
  const numModules = storedModules(
    source,
    'num_nextn_predict_layers',
    statedModules(config),
    (module) => `mtp.${module}.e_proj.weight`,
  );
  if (numModules > 0 && source.evidence === undefined) noteCopies(config);
  if (config.has('quantization_config') && !config.states('expert_dtype')) {
    config.noteAbsent('expert_dtype', 'experts are taken to be stored as the other matrices are');
  }
  const norm = rmsNorm(config.count('hidden_size'));
  const residual = {
    hiddenSize: config.count('hidden_size'),
    numStreams: config.count('hc_mult'),
  };
  const residualHead = { ...residual, isHead: true };
  const attentions = compressedAttentions(config, numLayers + numModules);
  const numHashed = config.countOrZero('num_hash_layers');
  checkUpTo(config, 'num_hash_layers', numHashed);
  const hashed = hashRouted(config);
  const routed = biasRouted(config);

  const layerPieces = (layer: number, prefix: string, at: number, part: 'text' | 'mtp') => {
    const before = part === 'mtp' ? 'mtp.' : '';
    const network = layer < numHashed ? hashed : routed;
    const attention = attentions[layer];
    const connection = (block: string): Piece => ({
      ...connectionAt(`${before}norm.residual`, residual, prefix, `hc_${block}`),
      layer: at,
    });
    return [
      connection('attn'),
      normAt(norm, `${prefix}attn_norm.`, at, part),
      ...(attention === undefined
        ? []
        : [{ ...attention, name: before + attention.name, prefix: `${prefix}attn.`, layer: at }]),
      connection('ffn'),
      normAt(norm, `${prefix}ffn_norm.`, at, part),
      { ...network, name: before + network.name, prefix: `${prefix}ffn.`, layer: at },
    ];
  };
  const model = decoder(source, {
    tiedByDefault: false,
    prefix: '',
    embedding: 'embed.',
    head: 'head.',
    layer: (layer, prefix) => layerPieces(layer, prefix, layer, 'text'),
  });
  const modules = Array.from({ length: numModules }, (_, module) => {
    const prefix = `mtp.${module}.`;
    const { spec, ...around } = predictionModule(config, prefix, module, predictionNames, {
      hasOwnEmbedding: source.evidence?.has(`${prefix}embed.weight`) === true,
      hasOwnHead: source.evidence?.has(`${prefix}head.weight`) === true,
    });
    return [
      {
        ...around,
        spec: { ...spec, numStreams: residual.numStreams },
      },
      ...layerPieces(numLayers + module, prefix, module, 'mtp'),
      connectionAt('mtp.norm.residualHead', residualHead, prefix, 'hc_head'),
    ];
  });
  // The streams become one before the final norm.
  const toOne = connectionAt('norm.residualHead', residualHead, '', 'hc_head');
  return { ...model, pieces: [...afterLayers(model.pieces, [toOne]), ...modules.flat()] };
}

/** No field tells V4-Flash from its base model in this. */
function noteCopies(config: ConfigReader): void {
  config.note(
    'warning',
    'hf.mtp_copies_unstated',
    'num_nextn_predict_layers',
    'no field says whether the module for multi-token prediction stores an embedding and a head of its own. ' +
      'None are counted, as in DeepSeek-V4-Flash and Pro; DeepSeek-V4-Flash-Base stores both.',
    'Inspect the tensors too.',
  );
}

const predictionNames: PredictionNames = {
  embeddingNorm: 'enorm',
  hiddenNorm: 'hnorm',
  // With several streams, embedding and hidden state are projected apart.
  projection: ['e_proj', 'h_proj'],
  outputNorm: 'norm',
  embedding: 'embed',
  head: 'head',
};

function connectionAt(name: string, spec: Piece['spec'], prefix: string, module: string): Piece {
  return {
    name,
    kind: 'HyperConnectionLayer',
    spec,
    prefix,
    naming: {
      [`${module}_fn`]: 'mixing.weight',
      [`${module}_base`]: 'mixing.base',
      [`${module}_scale`]: 'mixing.scale',
    },
  };
}

const names = {
  correctionBias: 'gate.bias',
  projections: ['w1', 'w3', 'w2'],
  sharedProjections: ['w1', 'w3', 'w2'],
} as const;

function biasRouted(config: ConfigReader): Body {
  return {
    name: 'feedforward.moe',
    kind: 'MoELayer',
    spec: { ...expertsSpec(config), correctionBias: true },
    naming: moeNaming(names),
  };
}

/** The first layers' experts are a matter of the token alone. */
function hashRouted(config: ConfigReader): Body {
  return {
    name: 'feedforward.moeHashed',
    kind: 'HashRoutedMoELayer',
    spec: { ...expertsSpec(config), vocabSize: config.count('vocab_size') },
    naming: { ...moeNaming(names), 'gate.tid2eid': 'router.experts_of_token' },
  };
}

function expertsSpec(config: ConfigReader): Piece['spec'] {
  const numSharedExperts = config.countOrZero('n_shared_experts');
  return { ...routedExpertsSpec(config), numSharedExperts };
}
