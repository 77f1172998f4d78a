import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { rmsNorm } from '../parts/frame.ts';
import { predictionModule, storedModules } from '../parts/multiTokenPrediction.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { modulesAt, preNormModules, preNormStack } from '../parts/stack.ts';
import { noteIgnoredWindow, uniformAttention } from '../parts/window.ts';

const moduleNames = {
  embeddingNorm: 'token_layernorm',
  hiddenNorm: 'hidden_layernorm',
  projection: 'input_proj',
  outputNorm: 'final_layernorm',
};

/** MiMo 7B: Qwen 2 and a module for multi-token prediction, with embedding and head of the model. */
export const mimo: Family = {
  types: ['mimo'],
  describe: (source) => {
    const { config } = source;
    noteIgnoredWindow(config);
    // Its attention is that of Qwen 2: the output has no bias, whatever attention_bias says of the others.
    const qkvBias = config.flag('attention_bias', { absent: true });
    const spec = groupedQuerySpec(config, { numKvHeads: 32, qkvBias, oBias: false });
    const layers = {
      attention: uniformAttention(spec),
      feedforward: gatedNetwork(config),
      norm: rmsNorm(config.count('hidden_size')),
    };
    const model = preNormStack(source, { ...layers, tiedByDefault: false });
    const prefixOf = (module: number) => `model.mtp_layers.${module}.`;
    const stated = config.countOrZero('num_nextn_predict_layers', { absent: 0 });
    const stored = storedModules(
      source,
      'num_nextn_predict_layers',
      stated,
      (module) => `${prefixOf(module)}input_proj.weight`,
    );
    const modules = Array.from({ length: stored }, (_, module) => [
      predictionModule(config, prefixOf(module), module, moduleNames),
      ...modulesAt(preNormModules(layers)(module), prefixOf(module), module, 'mtp'),
    ]);
    return { ...model, pieces: [...model.pieces, ...modules.flat()] };
  },
};
