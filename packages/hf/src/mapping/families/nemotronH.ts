import type { ConfigReader } from '../configReader.ts';
import type { Family, Source } from '../family.ts';
import { rmsNorm } from '../parts/frame.ts';
import { predictionModule, storedModules } from '../parts/multiTokenPrediction.ts';
import { nemotronBlocks, nemotronPattern, type BlockKind } from '../parts/nemotronBlocks.ts';
import { modulesAt, stack } from '../parts/stack.ts';

/** Nemotron-H, Nemotron Nano 2, Nemotron 3 and 3.5: one block a layer, a mixer, attention, a network or experts. */
export const nemotronH: Family = {
  types: ['nemotron_h'],
  describe: (source) => {
    const pattern = nemotronPattern(source.config, mainPattern);
    // Some files state the number of layers by the list alone.
    const numLayers = source.config.optionalCount('num_hidden_layers') ?? pattern.length;
    const config = source.config.overriddenBy({ num_hidden_layers: numLayers });
    if (pattern.length !== numLayers) {
      const message = `lists ${pattern.length} blocks, but the model has ${numLayers} layers.`;
      config.note('error', 'hf.layer_list_length', mainPattern[0], message);
    }
    const modules = predictionPattern({ ...source, config });
    const block = nemotronBlocks(config, [...pattern, ...modules]);
    const norm = rmsNorm(config.count('hidden_size'));
    const model = stack(
      { ...source, config },
      {
        tiedByDefault: false,
        prefix: 'backbone.',
        embedding: 'backbone.embeddings.',
        finalNorm: { norm, prefix: 'backbone.norm_f.' },
        modules: (layer) => ({ 'norm.': norm, 'mixer.': block(pattern[layer]) }),
      },
    );
    if (modules.length === 0) return model;
    const around = predictionModule(config, 'mtp.layers.0.', 0, {
      embeddingNorm: 'enorm',
      hiddenNorm: 'hnorm',
      projection: 'eh_proj',
      // The last of its blocks has it.
      outputNorm: `/mtp.layers.${modules.length - 1}.final_layernorm`,
    });
    const inside = modules.flatMap((kind, layer) =>
      modulesAt({ 'norm.': norm, 'mixer.': block(kind) }, `mtp.layers.${layer}.`, layer, 'mtp'),
    );
    return { ...model, pieces: [...model.pieces, around, ...inside] };
  },
};

const mainPattern = ['hybrid_override_pattern', 'layers_block_type'] as const;
const modulePattern = ['mtp_hybrid_override_pattern', 'mtp_layers_block_type'] as const;

/** The blocks of the module for multi-token prediction, where one is stored. */
function predictionPattern(source: Source): readonly BlockKind[] {
  const { config } = source;
  const stated = config.countOrZero('num_nextn_predict_layers', { absent: 0 });
  const numModules = storedModules(source, 'num_nextn_predict_layers', stated, (module) =>
    module === 0 ? 'mtp.layers.0.eh_proj.weight' : `mtp.layers.${2 * module}.eh_proj.weight`,
  );
  if (numModules === 0) return [];
  if (numModules > 1) refuseModules(config, numModules);
  return nemotronPattern(config, modulePattern);
}

function refuseModules(config: ConfigReader, numModules: number): void {
  config.note(
    'error',
    'hf.form_unknown',
    'num_nextn_predict_layers',
    `${numModules} modules for multi-token prediction: no checkpoint of the family with more than one is known.`,
    'Inspect its tensors for a gap report, or describe it in a model config by hand.',
  );
}
