import type { Finding } from '@mantile/config';
import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { layersOf } from './blueprint/layers.ts';
import { tensorsOf } from './blueprint/pieceTensors.ts';
import { readBlueprint } from './mapping/readBlueprint.ts';
import { refusedPieces } from './blueprint/refusedPieces.ts';
import { weightDtype } from './mapping/weightDtype.ts';
import { checkConfig } from './mapping/checkConfig.ts';
import { ConfigReader } from './mapping/configReader.ts';
import { readQuantization } from './quantization/readQuantization.ts';
import { storedTensors } from './quantization/storedTensors.ts';
import type { StoredDtype, Tensor } from './tensors/tensor.ts';

/**
 * The configuration files of a model, to compute its tensors from.
 *
 * @example
 * import type { TensorShapesRequest } from '@mantile/hf';
 * const request: TensorShapesRequest = { config: { model_type: 'llama' } };
 * request.quantConfig // => undefined
 * @category Tensors
 */
export interface TensorShapesRequest {
  /** The config.json, as `parseConfig` reads it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The hf_quant_config.json beside it, where there is one. */
  readonly quantConfig?: Readonly<Record<string, unknown>> | undefined;
  /** The layer kinds to build the model of; the standard ones when absent. */
  readonly registry?: LayerRegistry | undefined;
}

/**
 * The tensors that a model's files hold, told from its configuration.
 *
 * @example
 * import { computeTensorShapesFromConfig, type ComputedTensors } from '@mantile/hf';
 * const computed: ComputedTensors = computeTensorShapesFromConfig({ config: {} });
 * [computed.tensors, computed.findings[0]?.path] // => [undefined, 'model_type']
 * @category Tensors
 */
export interface ComputedTensors {
  /** Absent where the configuration lacks something essential. */
  readonly tensors?: readonly Tensor[] | undefined;
  readonly findings: readonly Finding[];
}

const storedNames: Readonly<Record<string, StoredDtype>> = {
  bf16: 'BF16',
  fp16: 'F16',
  fp32: 'F32',
};

/**
 * Computes names, shapes and types of the tensors that a model's files hold, packed and with their scales where it is
 * quantised, without any network: from its configuration alone. Tensors that checkpoints may do without are left out.
 *
 * @example
 * import { computeTensorShapesFromConfig } from '@mantile/hf';
 * const { tensors } = computeTensorShapesFromConfig({
 *   config: {
 *     model_type: 'llama',
 *     hidden_size: 64,
 *     intermediate_size: 256,
 *     num_hidden_layers: 2,
 *     num_attention_heads: 4,
 *     num_key_value_heads: 2,
 *     vocab_size: 1000,
 *     tie_word_embeddings: false,
 *     torch_dtype: 'bfloat16',
 *   },
 * });
 * tensors?.length // => 21
 * tensors?.[3] // => { name: 'model.layers.0.self_attn.k_proj.weight', shape: [32, 64], dtype: 'BF16' }
 * @category Tensors
 */
export function computeTensorShapesFromConfig(request: TensorShapesRequest): ComputedTensors {
  const { config, quantConfig, registry = standardLayers } = request;
  const invalid = [
    ...checkConfig(config),
    ...(quantConfig === undefined ? [] : checkConfig(quantConfig, 'quantConfig')),
  ];
  if (invalid.length > 0) return { findings: invalid };
  const { blueprint, findings } = readBlueprint(config);
  if (blueprint === undefined) return { findings };
  const layerOf = layersOf(registry);
  const refused = refusedPieces(blueprint, layerOf);
  if (refused.length > 0) return { findings: [...findings, ...refused] };
  const notes: Finding[] = [];
  const own = storedNames[weightDtype(new ConfigReader(config, notes)) ?? 'bf16'] ?? 'BF16';
  const quantization = readQuantization({ config, quantConfig });
  const tensors = tensorsOf(blueprint, layerOf)
    .filter(({ isOptional }) => isOptional !== true)
    .flatMap(({ name, shape, dtype, isBuffer }) => {
      const tensor: Tensor = { name, shape, dtype: (dtype ?? own) as StoredDtype };
      if (isBuffer === true) return [tensor];
      return storedTensors(tensor, quantization.formatOf(name, shape));
    });
  const all = [...findings, ...notes, ...quantization.findings];
  if (all.some(({ severity }) => severity === 'error')) return { findings: all };
  return { tensors, findings: all };
}
