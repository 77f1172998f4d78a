import type { Family, Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { rmsNorm } from '../parts/frame.ts';
import {
  predictionModule,
  storedModules,
  type PredictionOwns,
} from '../parts/multiTokenPrediction.ts';
import { afterFirstDense, networks, sharedMixture } from '../parts/sparseLayers.ts';
import { modulesAt, preNormModules, preNormStack } from '../parts/stack.ts';
import { uniformAttention } from '../parts/window.ts';

const moduleNames = {
  embeddingNorm: 'enorm',
  hiddenNorm: 'hnorm',
  projection: 'eh_proj',
  outputNorm: 'shared_head.norm',
  embedding: 'embed_tokens',
  head: 'shared_head.head',
};

/** GLM-4.5 to 4.7: the first layers dense, the others with experts, a module for multi-token prediction behind. */
export const glm4Moe: Family = {
  types: ['glm4_moe'],
  describe: (source) => {
    const { config } = source;
    const qkvBias = config.flag('attention_bias', { absent: false });
    const isNormed = config.flag('use_qk_norm', { absent: false });
    const spec = groupedQuerySpec(config, {
      numKvHeads: 8,
      headDim: 128,
      qkvBias,
      oBias: false,
      ...(isNormed && { qkNorm: 'perHead' }),
    });
    const layers = {
      attention: uniformAttention(spec),
      feedforward: networks(config, afterFirstDense(config, 1), {
        sparse: () => sharedMixture(config, { correctionBias: true }),
      }),
      norm: rmsNorm(config.count('hidden_size')),
    };
    const model = preNormStack(source, { ...layers, tiedByDefault: false });
    const { numLayers } = model;
    const prefixOf = (module: number) => `model.layers.${numLayers + module}.`;
    const stated = config.countOrZero('num_nextn_predict_layers', { absent: 0 });
    const stored = storedModules(
      source,
      'num_nextn_predict_layers',
      stated,
      (module) => `${prefixOf(module)}eh_proj.weight`,
    );
    const owns = stored > 0 ? ownedByModules(source, prefixOf(0), isNormed) : {};
    const modules = Array.from({ length: stored }, (_, module) => [
      predictionModule(config, prefixOf(module), module, moduleNames, owns),
      ...modulesAt(preNormModules(layers)(numLayers), prefixOf(module), module, 'mtp'),
    ]);
    return { ...model, pieces: [...model.pieces, ...modules.flat()] };
  },
};

/**
 * Whether a module has copies of embedding and head: in GLM-4.5 it has, in 4.6 and 4.7 it has none. No field says
 * so; the releases differ in their positions, 131,072 and 202,752, and 4.5 Air alone norms no queries and keys.
 */
function ownedByModules(
  { config, evidence }: Source,
  prefix: string,
  isNormed: boolean,
): PredictionOwns {
  if (evidence !== undefined) {
    return {
      hasOwnEmbedding: evidence.has(`${prefix}embed_tokens.weight`),
      hasOwnHead: evidence.has(`${prefix}shared_head.head.weight`),
    };
  }
  const positions = config.optionalCount('max_position_embeddings');
  const isFirst = positions === undefined ? !isNormed : positions <= 131_072;
  if (positions === undefined && isNormed) {
    config.note(
      'warning',
      'hf.mtp_copies_unstated',
      'max_position_embeddings',
      'its value tells GLM-4.5, whose module for multi-token prediction has copies of embedding and head, from 4.6 ' +
        'and 4.7, where it has none. Without it none is counted.',
      'Take the complete config.json of the model, or inspect its tensors too.',
    );
  }
  return isFirst ? { hasOwnEmbedding: true, hasOwnHead: true } : {};
}
