import type { Finding, ModelConfigDocument } from '@mantile/config';
import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { composeConfig } from './blueprint/composeConfig.ts';
import { identify, type ModelNames } from './mapping/identify.ts';
import { layersOf } from './blueprint/layers.ts';
import { withFormats } from './blueprint/pieceFormats.ts';
import { readBlueprint } from './mapping/readBlueprint.ts';
import { refusedPieces } from './blueprint/refusedPieces.ts';
import { weightDtype } from './mapping/weightDtype.ts';
import { checkConfig } from './mapping/checkConfig.ts';
import { ConfigReader } from './mapping/configReader.ts';
import { emptyFindings, evidenceOf } from './matching/evidenceOf.ts';
import { matchPieces } from './matching/matchPieces.ts';
import { layersBeyond } from './matching/layerCount.ts';
import { textLayersOf } from './matching/modulePart.ts';
import { storedWhole } from './matching/storedWhole.ts';
import { unflattened } from './matching/unflattened.ts';
import { unknownFindings, unknownModules } from './matching/unknownLayers.ts';
import { unknownTypes } from './matching/unknownTypes.ts';
import { logicalTensors } from './quantization/logicalTensors.ts';
import { readQuantization } from './quantization/readQuantization.ts';
import { compareWithClaims } from './structure/compareWithClaims.ts';
import type { Expectations } from './structure/validateConfig.ts';
import { checkTensors } from './tensors/checkTensors.ts';
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
  /** What its card or its paper says, to be held against the config. */
  readonly expected?:
    Pick<Expectations, 'expectedParams' | 'expectedLayers' | 'tolerance'> | undefined;
  /** Where that stands, for the config to name beside the model's own address. */
  readonly validationSources?: readonly string[] | undefined;
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
  const { config, quantConfig, tensors, registry = standardLayers } = sources;
  const invalid = [
    ...checkConfig(config),
    ...(quantConfig === undefined ? [] : checkConfig(quantConfig, 'quantConfig')),
    ...(tensors === undefined ? [] : checkTensors(tensors)),
  ];
  if (invalid.length > 0) return { findings: invalid };
  const quantization = readQuantization({ config, quantConfig, tensors });
  const stored = tensors && logicalTensors(tensors, quantization).tensors;
  const { blueprint, findings: reading } = readBlueprint(config, stored && evidenceOf(stored));
  const findings = [...reading, ...quantization.findings, ...emptyFindings(stored ?? [])];
  if (blueprint === undefined) return { findings };
  const layerOf = layersOf(registry);
  const refused = refusedPieces(blueprint, layerOf);
  findings.push(...refused);
  if (refused.length > 0) return { findings };
  const logical = stored && unflattened(stored, blueprint, layerOf);
  const reader = new ConfigReader(config, findings);
  const named = identify(reader, sources);
  const stated = weightDtype(reader);
  if (logical === undefined) {
    const { pieces, findings: mixed } = withFormats(
      blueprint,
      quantization,
      stated ?? 'bf16',
      layerOf,
    );
    findings.push(...mixed);
    if (findings.some(isError)) return { findings };
    const identity = { ...named, dtype: stated, validated: false };
    const config = composeConfig({ ...blueprint, pieces }, layerOf, identity);
    return held({ config, findings }, sources);
  }
  const evidence = evidenceOf(logical);
  const { ownDtype, others, findings: differing } = storedWhole(logical, stated);
  const matching = matchPieces(blueprint, evidence, layerOf);
  const matched = { ...blueprint, pieces: matching.pieces };
  const { pieces, findings: mixed } = withFormats(matched, quantization, ownDtype, layerOf, others);
  const text = textLayersOf(blueprint);
  const beyond = layersBeyond(matching.unexplained, text);
  // Layers that the configuration says there are not make no model with it, and are no gap either.
  if (beyond.findings.length > 0) {
    return { findings: [...findings, ...matching.findings, ...beyond.findings] };
  }
  const modules = unknownModules(matching.unexplained, evidence);
  const byName = new Map(logical.map((tensor) => [tensor.name, tensor]));
  const find = (name: string) => byName.get(name);
  const unknown = unknownTypes(modules, registry, find, ownDtype, text);
  findings.push(
    ...differing,
    ...mixed,
    ...matching.findings,
    ...unknownFindings(modules),
    ...unknown.findings,
  );
  // Nothing at all was found: what is left is no model, and the findings say what is not there.
  if (pieces.length + modules.length === 0) return { findings };
  const validated = named.hfModelId !== undefined && !findings.some(speaksAgainst);
  const identity = {
    ...named,
    dtype: ownDtype,
    validated,
    ...(validated && {
      validationNotes: 'Every tensor of the checkpoint is accounted for by name and shape.',
      validationSources: [`https://huggingface.co/${named.hfModelId}`],
    }),
  };
  const composed = composeConfig({ ...blueprint, pieces }, layerOf, identity, unknown);
  return held({ config: composed, findings }, sources);
}

/** The config held against published figures: what differs is an error, and such a config is not validated. */
function held(
  { config, findings }: BuiltModelConfig & { readonly config: ModelConfigDocument },
  { expected = {}, validationSources = [] }: ModelSources,
): BuiltModelConfig {
  const discrepancies = compareWithClaims(
    {
      where: 'the config has',
      parameters: () => config.total_params,
      layers: () => config.num_layers,
    },
    expected,
  );
  const named = [...(config.validation_sources ?? []), ...validationSources];
  const { validation_notes: _notes, validation_sources: _sources, ...rest } = config;
  if (discrepancies.length > 0) {
    return { config: { ...rest, validated: false }, findings: [...findings, ...discrepancies] };
  }
  if (named.length === 0) return { config, findings };
  return { config: { ...config, validation_sources: [...new Set(named)] }, findings };
}

/** Whether a finding keeps a config from being called validated. */
const speaksAgainst = (finding: Finding): boolean =>
  isError(finding) || finding.code === 'hf.tensor_shape';

const isError = ({ severity }: Finding): boolean => severity === 'error';
