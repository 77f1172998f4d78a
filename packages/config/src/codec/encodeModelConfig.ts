import { FaultList } from '@mantile/core';
import type { LayerTypeConfig, ModelConfig } from '../modelConfig.ts';
import type { LayerTypeDocument, ModelConfigDocument } from '../modelConfigDocument.ts';
import { checkForm } from './checkForm.ts';
import { convertKeys, type KeyTurn } from './convertKeys.ts';
import { camelKey, snakeKey } from './keyCase.ts';
import { withoutAbsent } from './withoutAbsent.ts';

const toSnake: KeyTurn = { turn: snakeKey, back: camelKey, from: 'camelCase' };

/**
 * Writes a model config in the wire form: keys in snake_case and in the usual order, values as they are.
 * What it writes, `decodeModelConfig` reads as the same config.
 *
 * @example
 * import { encodeModelConfig } from '@mantile/config';
 * const document = encodeModelConfig({
 *   modelId: 'toy',
 *   name: 'Toy',
 *   hiddenSize: 64,
 *   numLayers: 2,
 *   vocabSize: 1000,
 *   totalParams: 64,
 *   totalParamsFormatted: '64',
 *   layerTypes: [
 *     { name: 'norm', class: 'RMSNormLayer', count: 1, supported: true, specs: { hiddenSize: 64 } },
 *   ],
 *   validated: false,
 * });
 * document.layer_types[0]?.specs // => { hidden_size: 64 }
 * @category Model configs
 */
export function encodeModelConfig(config: ModelConfig): ModelConfigDocument {
  checkForm(config, 'layerTypes');
  const faults = new FaultList();
  const document: ModelConfigDocument = {
    model_id: config.modelId,
    hf_model_id: config.hfModelId,
    name: config.name,
    family: config.family,
    hidden_size: config.hiddenSize,
    num_layers: config.numLayers,
    vocab_size: config.vocabSize,
    max_position_embeddings: config.maxPositionEmbeddings,
    total_params: config.totalParams,
    total_params_formatted: config.totalParamsFormatted,
    params_by_part: config.paramsByPart,
    dtype: config.dtype,
    layer_types: config.layerTypes.map((layer, index) =>
      encodeLayerType(layer, `layerTypes[${index}]`, faults),
    ),
    validated: config.validated,
    validation_notes: config.validationNotes,
    validation_sources: config.validationSources,
  };
  faults.throwIfAny();
  return withoutAbsent(document);
}

function encodeLayerType(
  layer: LayerTypeConfig,
  path: string,
  faults: FaultList,
): LayerTypeDocument {
  return withoutAbsent<LayerTypeDocument>({
    name: layer.name,
    class: layer.class,
    count: layer.count,
    layer_indices: layer.layerIndices,
    supported: layer.supported,
    gap_report: layer.gapReport,
    dtypes: convertKeys(layer.dtypes, toSnake, `${path}.dtypes`, faults) as never,
    tensors: layer.tensors?.map(withoutAbsent),
    specs: convertKeys(layer.specs, toSnake, `${path}.specs`, faults) as LayerTypeDocument['specs'],
  });
}
