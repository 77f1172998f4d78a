/** How many parameters a token uses, by model: what `mantile models` lists without building a hundred models. */
import { buildModel, decodeModelConfig, type ModelConfigDocument } from '@mantile/config';
import { format } from 'prettier';

export const activeParamsFile = 'packages/cli/src/models/activeParams.json';

/** The file's text: models that use all of their parameters are left out. */
export function activeParamsText(models: readonly ModelConfigDocument[]): Promise<string> {
  const entries = models.flatMap((model) => {
    const { active } = buildModel(decodeModelConfig(model)).parameterCount;
    return active === model.total_params ? [] : [[model.model_id, active]];
  });
  return format(JSON.stringify(Object.fromEntries(entries)), { parser: 'json', printWidth: 100 });
}
