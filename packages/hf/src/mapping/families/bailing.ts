import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm } from '../parts/frame.ts';
import { moeNaming } from '../parts/moe.ts';
import { predictionModule, storedModules } from '../parts/multiTokenPrediction.ts';
import { afterFirstDense, networks, sharedMixture } from '../parts/sparseLayers.ts';
import { modulesAt, preNormModules, preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';
import { isOn } from '../parts/isOn.ts';

const moduleNames = {
  embeddingNorm: 'enorm',
  hiddenNorm: 'hnorm',
  projection: 'eh_proj',
  outputNorm: 'final_layernorm',
};

const attentionNaming = () => ({
  ...fusedQkvNaming('query_key_value', 'dense'),
  'query_layernorm.weight': 'q_norm.weight',
  'key_layernorm.weight': 'k_norm.weight',
});

/** Ling and Ring 1 and 2 with experts; version 2 norms queries and keys and corrects its router. */
export const bailingMoe: Family = {
  types: ['bailing_moe', 'bailing_moe_v2'],
  describe: (source) => {
    const { config } = source;
    const isSecond =
      config.raw('model_type') === 'bailing_moe_v2' ||
      config.texts('architectures')?.some((name) => name.includes('V2')) === true;
    const isNormed = config.flag('use_qk_norm', { absent: isSecond });
    const spec = groupedQuerySpec(config, {
      qkvBias: config.flag('use_qkv_bias', { absent: false }),
      oBias: config.flag('use_bias', { absent: false }),
      ...(isNormed && { qkNorm: 'perHead' }),
    });
    const layers = {
      attention: uniformAttention(spec, undefined, attentionNaming()),
      feedforward: networks(config, afterFirstDense(config, 0), {
        sparse: () => mixture(config, isSecond),
      }),
      norm: rmsNorm(config.count('hidden_size')),
      places: { attention: 'attention.' },
    };
    const model = preNormStack(source, {
      ...layers,
      prefix: 'model.',
      embedding: 'model.word_embeddings.',
      tiedByDefault: false,
    });
    const prefixOf = (module: number) => `model.layers.${model.numLayers + module}.`;
    const stated = config.countOrZero('num_nextn_predict_layers', { absent: 0 });
    const stored = storedModules(
      source,
      'num_nextn_predict_layers',
      stated,
      (module) => `${prefixOf(module)}eh_proj.weight`,
    );
    const modules = Array.from({ length: stored }, (_, module) => [
      predictionModule(config, prefixOf(module), module, moduleNames),
      ...modulesAt(preNormModules(layers)(model.numLayers), prefixOf(module), module, 'mtp'),
    ]);
    return { ...model, pieces: [...model.pieces, ...modules.flat()] };
  },
};

function mixture(config: ConfigReader, isSecond: boolean): Body {
  if (isOn(config, 'multi_gate')) {
    const message = 'routers of several gates are not mapped.';
    config.note('error', 'hf.field_unsupported', 'multi_gate', message);
  }
  const correctionBias = config.flag('moe_router_enable_expert_bias', { absent: isSecond });
  const shared = config.countOrNone('num_shared_experts') ?? 0;
  const width = config.optionalCount('moe_shared_expert_intermediate_size');
  return sharedMixture(
    config,
    {
      ...(shared > 0 && width !== undefined && { sharedIntermediateSize: width }),
      ...(correctionBias && { correctionBias }),
    },
    moeNaming({ correctionBias: 'gate.expert_bias' }),
  );
}
