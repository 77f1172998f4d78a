import type { Finding, ModelConfigDocument } from '@mantile/config';
import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { composeConfig } from './blueprint/composeConfig.ts';
import { identify, type ModelNames } from './blueprint/identify.ts';
import { layersOf } from './blueprint/layers.ts';
import { readBlueprint } from './blueprint/readBlueprint.ts';
import { weightDtype } from './blueprint/weightDtype.ts';
import { ConfigReader } from './mapping/configReader.ts';
import type { Evidence } from './mapping/family.ts';
import { matchPieces } from './matching/matchPieces.ts';
import { unknownFindings, unknownModules } from './matching/unknownLayers.ts';
import { unknownTypes } from './matching/unknownTypes.ts';
import type { Tensor } from './tensors/tensor.ts';

/**
 * What is known of a HuggingFace model: its configuration, and what its files hold where somebody looked.
 *
 * @example
 * import type { ModelSources } from '@mantile/hf';
 * const sources: ModelSources = { config: { model_type: 'llama' }, hfModelId: 'org/toy' };
 * sources.tensors // => undefined
 * @category Mapping
 */
export interface ModelSources extends ModelNames {
  /** The config.json, as `parseConfig` reads it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The hf_quant_config.json beside it, where there is one. */
  readonly quantConfig?: Readonly<Record<string, unknown>> | undefined;
  /** The tensors of the checkpoint, as `inspectModelStructure` lists them. */
  readonly tensors?: readonly Tensor[] | undefined;
  /** The layer kinds to explain it with; the standard ones when absent. */
  readonly registry?: LayerRegistry | undefined;
}

/**
 * A model config made from a HuggingFace model, and everything worth knowing about it.
 *
 * @example
 * import { buildModelConfig, type BuiltModelConfig } from '@mantile/hf';
 * const built: BuiltModelConfig = buildModelConfig({ config: { model_type: 'nobody-knows-it' } });
 * built.config // => undefined
 * built.findings.map(({ code }) => code) // => ['hf.family_unknown']
 * @category Mapping
 */
export interface BuiltModelConfig {
  /** Absent where something essential is missing: a half-read model is no model. */
  readonly config?: ModelConfigDocument | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Makes the model config of a HuggingFace model: from its config.json alone, or held against its tensors, each of
 * which is then explained by one layer or reported. Layers that no kind explains stay in the config as unsupported.
 *
 * @example
 * import { buildModelConfig } from '@mantile/hf';
 * const { config } = buildModelConfig({
 *   hfModelId: 'TinyLlama/TinyLlama-1.1B-Chat-v1.0',
 *   config: {
 *     model_type: 'llama',
 *     hidden_size: 2048,
 *     intermediate_size: 5632,
 *     num_hidden_layers: 22,
 *     num_attention_heads: 32,
 *     num_key_value_heads: 4,
 *     vocab_size: 32000,
 *     tie_word_embeddings: false,
 *   },
 * });
 * config?.total_params // => 1100048384
 * config?.layer_types.map(({ name, count }) => `${count} ${name}`) // => ['22 attention', '22 feedforward', '45 norm', '1 embedding', '1 head']
 * @category Mapping
 */
export function buildModelConfig(sources: ModelSources): BuiltModelConfig {
  const { config, tensors, registry = standardLayers } = sources;
  const evidence = tensors === undefined ? undefined : shapesOf(tensors);
  const { blueprint, findings } = readBlueprint(config, evidence);
  if (blueprint === undefined) return { findings };
  const layerOf = layersOf(registry);
  const notes: Finding[] = [];
  const reader = new ConfigReader(config, notes);
  const names = { ...identify(reader, sources), dtype: weightDtype(reader) };
  if (evidence === undefined) {
    const identity = { ...names, validated: false };
    return {
      config: composeConfig(blueprint, layerOf, identity),
      findings: [...findings, ...notes],
    };
  }
  const matching = matchPieces(blueprint, evidence, layerOf);
  const modules = unknownModules(matching.unexplained, evidence);
  const all = [...findings, ...notes, ...matching.findings, ...unknownFindings(modules)];
  const validated =
    names.hfModelId !== undefined && !all.some(({ severity }) => severity === 'error');
  const identity = {
    ...names,
    validated,
    ...(validated && {
      validationNotes: 'Every tensor of the checkpoint is accounted for by name and shape.',
      validationSources: [`https://huggingface.co/${names.hfModelId}`],
    }),
  };
  const matched = { ...blueprint, pieces: matching.pieces };
  return {
    config: composeConfig(matched, layerOf, identity, unknownTypes(modules)),
    findings: all,
  };
}

function shapesOf(tensors: readonly Tensor[]): Evidence {
  return new Map(tensors.map(({ name, shape }) => [name, shape]));
}
