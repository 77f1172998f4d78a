import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { ModelPieces, Source } from '../family.ts';
import type { Body } from './body.ts';
import { decoder, normAt, rmsNorm, type Frame } from './frame.ts';
import { listedLayerKinds } from './layerPattern.ts';
import { predictionModule, storedModules, type PredictionOwns } from './multiTokenPrediction.ts';
import { afterFirstDense, networks, sharedMixture } from './sparseLayers.ts';

/** What differs between the decoders built like DeepSeek's. */
export interface LatentDecoder extends Pick<Frame, 'prefix' | 'head'> {
  /** The attention of a layer; modules for multi-token prediction ask for those behind the last. */
  readonly attention: (layer: number) => Body;
  /** Whether a bias corrects the router's scores. */
  readonly hasCorrectionBias: boolean;
  /** Modules for multi-token prediction that are stored where nothing else is known. */
  readonly numModules: number;
  /** What such modules store of their own where nothing else is known. */
  readonly owns?: PredictionOwns;
}

/** DeepSeek's decoder: latent attention, the first layers dense, the others with experts, modules for prediction behind. */
export function latentDecoder(source: Source, form: LatentDecoder): ModelPieces {
  const { config } = source;
  const { prefix: root = 'model.' } = form;
  const norm = rmsNorm(config.count('hidden_size'));
  const numLayers = config.count('num_hidden_layers');
  const feedforward = feedforwardOf(config, form.hasCorrectionBias);
  const layerPieces = (layer: number, prefix: string, part: 'text' | 'mtp', at: number) => {
    const before = part === 'mtp' ? 'mtp.' : '';
    const attention = form.attention(layer);
    const network = feedforward(layer);
    return [
      normAt(norm, `${prefix}input_layernorm.`, at, part),
      { ...attention, name: before + attention.name, prefix: `${prefix}self_attn.`, layer: at },
      normAt(norm, `${prefix}post_attention_layernorm.`, at, part),
      { ...network, name: before + network.name, prefix: `${prefix}mlp.`, layer: at },
    ] satisfies readonly Piece[];
  };
  const model = decoder(source, {
    tiedByDefault: false,
    prefix: root,
    ...(form.head !== undefined && { head: form.head }),
    layer: (layer, prefix) => layerPieces(layer, prefix, 'text', layer),
  });
  const moduleAt = (module: number) => `${root}layers.${numLayers + module}.`;
  const numModules = storedModules(
    source,
    'num_nextn_predict_layers',
    form.numModules,
    (module) => `${moduleAt(module)}eh_proj.weight`,
  );
  const modules = Array.from({ length: numModules }, (_, module) => {
    const prefix = moduleAt(module);
    const owns = ownsOf(source, prefix, form.owns);
    return [
      predictionModule(config, prefix, module, predictionNames, owns),
      ...layerPieces(numLayers + module, prefix, 'mtp', module),
    ];
  });
  return { ...model, pieces: [...model.pieces, ...modules.flat()] };
}

const predictionNames = {
  embeddingNorm: 'enorm',
  hiddenNorm: 'hnorm',
  projection: 'eh_proj',
  outputNorm: 'shared_head.norm',
  embedding: 'embed_tokens',
  head: 'shared_head.head',
};

function ownsOf(
  { evidence }: Source,
  prefix: string,
  otherwise: PredictionOwns | undefined,
): PredictionOwns | undefined {
  if (evidence === undefined) return otherwise;
  return {
    hasOwnEmbedding: evidence.has(`${prefix}${predictionNames.embedding}.weight`),
    hasOwnHead: evidence.has(`${prefix}${predictionNames.head}.weight`),
  };
}

/** As listed, or by DeepSeek's two fields, which are not asked for where there is a list. */
function feedforwardOf(config: ConfigReader, hasCorrectionBias: boolean): (layer: number) => Body {
  const kinds = listedLayerKinds(config, 'mlp_layer_types', ['dense', 'sparse']);
  const isSparse =
    kinds === undefined ? afterFirstDense(config) : (layer: number) => kinds[layer] === 'sparse';
  const extra = hasCorrectionBias ? { correctionBias: true } : {};
  return networks(config, isSparse, { sparse: () => sharedMixture(config, extra) });
}
