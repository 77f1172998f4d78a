import { FaultList } from '@mantile/core';
import type { LayerTypeConfig, ModelConfig } from '../modelConfig.ts';
import type { LayerTypeDocument, ModelConfigDocument } from '../modelConfigDocument.ts';
import { checkForm } from './checkForm.ts';
import { convertKeys, type KeyTurn } from './convertKeys.ts';
import { camelKey, snakeKey } from './keyCase.ts';
import { withoutAbsent } from './withoutAbsent.ts';

/** Files' keys to those of code. */
export const toCamel: KeyTurn = { turn: camelKey, back: snakeKey, from: 'snake_case' };

/**
 * Reads the wire form of a model config into that of code: keys in camelCase, values as they are. It checks
 * nothing but form and keys, and refuses what has neither: `validateModelConfig` checks the facts.
 *
 * @example
 * import { decodeModelConfig } from '@mantile/config';
 * const config = decodeModelConfig({
 *   model_id: 'toy',
 *   name: 'Toy',
 *   hidden_size: 64,
 *   num_layers: 2,
 *   vocab_size: 1000,
 *   total_params: 64,
 *   total_params_formatted: '64',
 *   layer_types: [
 *     { name: 'norm', class: 'RMSNormLayer', count: 1, supported: true, specs: { hidden_size: 64 } },
 *   ],
 *   validated: false,
 * });
 * config.layerTypes[0]?.specs // => { hiddenSize: 64 }
 * @category Model configs
 */
export function decodeModelConfig(document: ModelConfigDocument): ModelConfig {
  checkForm(document, 'layer_types');
  const faults = new FaultList();
  const config: ModelConfig = {
    modelId: document.model_id,
    hfModelId: document.hf_model_id,
    name: document.name,
    family: document.family,
    hiddenSize: document.hidden_size,
    numLayers: document.num_layers,
    vocabSize: document.vocab_size,
    maxPositionEmbeddings: document.max_position_embeddings,
    totalParams: document.total_params,
    totalParamsFormatted: document.total_params_formatted,
    paramsByPart: document.params_by_part,
    dtype: document.dtype,
    layerTypes: document.layer_types.map((layer, index) =>
      decodeLayerType(layer, `layer_types[${index}]`, faults),
    ),
    validated: document.validated,
    validationNotes: document.validation_notes,
    validationSources: document.validation_sources,
  };
  faults.throwIfAny();
  return withoutAbsent(config);
}

function decodeLayerType(
  layer: LayerTypeDocument,
  path: string,
  faults: FaultList,
): LayerTypeConfig {
  return withoutAbsent<LayerTypeConfig>({
    name: layer.name,
    class: layer.class,
    count: layer.count,
    layerIndices: layer.layer_indices,
    supported: layer.supported,
    gapReport: layer.gap_report ?? undefined,
    dtypes: convertKeys(layer.dtypes, toCamel, `${path}.dtypes`, faults) as never,
    tensors: layer.tensors?.map(withoutAbsent),
    specs: convertKeys(layer.specs, toCamel, `${path}.specs`, faults) as LayerTypeConfig['specs'],
  });
}
