/** The modules that hand out the catalogue: each model by a name of its own, and all of them by id. */
import type { ModelConfigDocument } from '@mantile/config';
import { format } from 'prettier';
import { exportName } from './model.ts';

type Models = readonly ModelConfigDocument[];

const written = '// Written by npm run models:write.';

function formatted(lines: readonly string[]): Promise<string> {
  const text = [written, ...lines, ''].join('\n');
  return format(text, { parser: 'typescript', singleQuote: true, printWidth: 100 });
}

/** What each model is exported as, with its page in the API reference. */
export function eachText(models: Models): Promise<string> {
  const imports = models.map(
    ({ model_id: id }) =>
      `import ${exportName(id)}_json from '../../models/${id}.json' with { type: 'json' };`,
  );
  const exported = models.flatMap(
    ({ model_id: id, name, total_params, total_params_formatted }) => [
      '',
      '/**',
      ` * ${name}: ${total_params_formatted} parameters.`,
      ' *',
      ' * @example',
      ` * import { ${exportName(id)} } from '@mantile/config/models';`,
      ` * ${exportName(id)}.total_params // => ${total_params}`,
      ' * @category Catalogue',
      ' */',
      `export const ${exportName(id)} = ${exportName(id)}_json as ModelConfigDocument;`,
    ],
  );
  return formatted([
    ...imports,
    "import type { ModelConfigDocument } from '../modelConfigDocument.ts';",
    ...exported,
  ]);
}

/** All models by id, and the type of an id. */
export function byIdText(models: Models): Promise<string> {
  const ids = models.map(({ model_id: id }) => id);
  return formatted([
    "import type { ModelConfigDocument } from '../modelConfigDocument.ts';",
    `import { ${ids.map(exportName).join(', ')} } from './each.ts';`,
    '',
    '/**',
    ' * The id of a model of the catalogue.',
    ' *',
    ' * @example',
    " * import { model, type ModelId } from '@mantile/config/models';",
    " * const id: ModelId = 'llama-3.1-8b';",
    " * model(id).name // => 'Llama 3.1 8B'",
    ' * @category Catalogue',
    ' */',
    `export type ModelId = ${ids.map((id) => `'${id}'`).join(' | ')};`,
    '',
    '/** Every model of the catalogue by its id. */',
    'export const byId: Readonly<Record<ModelId, ModelConfigDocument>> = {',
    ...ids.map((id) => `'${id}': ${exportName(id)},`),
    '};',
  ]);
}

/** The entry of the subpath: every model, and how to find one. */
export function entryText(models: Models): Promise<string> {
  return formatted([
    "export { type ModelId } from './models/byId.ts';",
    "export { model, modelIds } from './models/model.ts';",
    `export { ${models.map(({ model_id: id }) => exportName(id)).join(', ')} } from './models/each.ts';`,
  ]);
}
