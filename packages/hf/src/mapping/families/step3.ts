import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { storedAt, textSection } from '../parts/embeddedText.ts';
import { rmsNorm } from '../parts/frame.ts';
import { listedLayerKinds } from '../parts/layerPattern.ts';
import {
  predictionModule,
  storedModules,
  type PredictionNames,
} from '../parts/multiTokenPrediction.ts';
import { stepAttentions } from '../parts/stepAttention.ts';
import { stepEncoder } from '../parts/stepEncoder.ts';
import { stepNetworks } from '../parts/stepExperts.ts';
import { modulesAt, preNormStack } from '../parts/stack.ts';
import { behind } from '../parts/tower.ts';

/** Step-3.5-Flash: windows of more heads than full attention, gates on heads, experts behind the first layers. */
export const step35: Family = { types: ['step3p5'], describe: textModel };

/** Step-3.7-Flash: the same behind a vision encoder. */
export const step37: Family = {
  types: ['step3p7'],
  describe: (source) => {
    const config = textSection(source.config);
    return behind(textModel({ ...source, config }), stepEncoder(source, config));
  },
};

function textModel(source: Source): ModelPieces {
  const { config } = source;
  const isSliding = slidingLayers(config);
  const { full, sliding } = stepAttentions(source, isSliding);
  const { network, dense } = stepNetworks(config);
  const norm = rmsNorm(config.count('hidden_size'));
  const model = preNormStack(source, {
    tiedByDefault: false,
    prefix: 'model.',
    norm,
    attention: (layer) => (isSliding(layer) ? sliding : full),
    feedforward: network,
    // Experts and the shared one are modules of their own, side by side.
    places: { feedforward: '' },
  });
  const numLayers = config.count('num_hidden_layers');
  const moduleAt = (module: number) => `model.layers.${numLayers + module}.`;
  const numModules = storedModules(
    source,
    'num_nextn_predict_layers',
    config.countOrZero('num_nextn_predict_layers', { absent: 0 }),
    (module) => `${moduleAt(module)}eh_proj.weight`,
  );
  const modules = Array.from({ length: numModules }, (_, module): readonly Piece[] => {
    const prefix = moduleAt(module);
    const inside = {
      'input_layernorm.': norm,
      'self_attn.': sliding,
      'post_attention_layernorm.': norm,
      '': dense(),
    };
    return [
      predictionModule(config, prefix, module, predictionNames(source, prefix), {
        hasOwnHead: true,
      }),
      ...modulesAt(inside, prefix, module, 'mtp'),
    ];
  });
  return { ...model, pieces: [...model.pieces, ...modules.flat()] };
}

/** Each module has a head of its own, and a window in front of a dense network. */
function predictionNames(source: Source, prefix: string): PredictionNames {
  const heads = [`${prefix}transformer.`, prefix] as const;
  const inner = storedAt(source, heads, 'shared_head.norm.weight').slice(prefix.length);
  return {
    embeddingNorm: 'enorm',
    hiddenNorm: 'hnorm',
    projection: 'eh_proj',
    outputNorm: `${inner}shared_head.norm`,
    head: `${inner}shared_head.output`,
  };
}

/** As listed, with or without entries for the modules behind the last layer. */
function slidingLayers(config: ConfigReader): (layer: number) => boolean {
  const numLayers = config.count('num_hidden_layers');
  const numModules = config.optionalCount('num_nextn_predict_layers') ?? 0;
  const listed = config.raw('layer_types');
  const length = Array.isArray(listed) && listed.length === numLayers + numModules;
  const kinds = listedLayerKinds(
    config,
    'layer_types',
    ['full_attention', 'sliding_attention'],
    length ? numLayers + numModules : numLayers,
  );
  if (listed === undefined) {
    const message =
      'expected full_attention or sliding_attention for each layer, but there is none.';
    config.note('error', 'hf.field_missing', 'layer_types', message);
  }
  return (layer) => kinds?.[layer] === 'sliding_attention';
}
