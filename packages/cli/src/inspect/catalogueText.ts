import type { ModelConfigDocument } from '@mantile/config';
import { countText, whole } from '../print/count.ts';
import { layerTypesText } from './layersText.ts';

/** A model of the catalogue: its layers and parameters. Tensors and formats are those of a checkpoint. */
export function catalogueText(model: ModelConfigDocument, active: number): string {
  const { model_id: id, name, hf_model_id: hub, total_params: total } = model;
  const parts = Object.entries(model.params_by_part ?? {}).map(
    ([part, count]) => `  ${part.padEnd(8)}  ${whole(count)}\n`,
  );
  return [
    `${id} (catalogue): ${name}${hub === undefined ? '' : `, ${hub} on HuggingFace`}\n\n`,
    `parameters         ${countText(total)}\n`,
    active === total ? '' : `used by one token  ${countText(active)}\n`,
    ...parts,
    `\n${layerTypesText(model.layer_types)}`,
    hub === undefined
      ? ''
      : `\nIts tensors are not in the catalogue: mantile inspect ${hub} reads them.\n`,
  ].join('');
}
