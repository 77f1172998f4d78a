import { MantileError, nearestName } from '@mantile/core';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { byId, type ModelId } from './byId.ts';

/**
 * The ids of all models of the catalogue.
 *
 * @example
 * import { modelIds } from '@mantile/config/models';
 * modelIds().includes('qwen3-8b') // => true
 * @category Catalogue
 */
export function modelIds(): readonly ModelId[] {
  return Object.keys(byId) as readonly ModelId[];
}

/**
 * A model of the catalogue, by its id or by its name on the HuggingFace hub; an unknown one is refused, with the
 * nearest that is known.
 *
 * @example
 * import { model } from '@mantile/config/models';
 * model('llama-3.1-8b').total_params // => 8030261248
 * model('meta-llama/Llama-3.1-8B').model_id // => 'llama-3.1-8b'
 * @category Catalogue
 */
export function model(id: ModelId | (string & {})): ModelConfigDocument {
  // Own keys alone: `constructor` is no model.
  if (Object.hasOwn(byId, id)) return byId[id as ModelId];
  const wanted = String(id).toLowerCase();
  const all = Object.values<ModelConfigDocument>(byId);
  const byName = all.find(
    ({ model_id: own, hf_model_id: hub }) => own === wanted || hub?.toLowerCase() === wanted,
  );
  if (byName !== undefined) return byName;
  const legal = modelIds();
  const near = nearestName(wanted.split('/').at(-1) ?? wanted, legal);
  throw new MantileError([
    {
      code: 'config.unknown_model',
      path: 'model',
      value: id,
      legal,
      message:
        `no such model in the catalogue${near === undefined ? '.' : `, did you mean "${near}"?`} ` +
        `modelIds() lists all ${legal.length}; others can be read from a file or from HuggingFace.`,
    },
  ]);
}
