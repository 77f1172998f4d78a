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

/** All models by id. */
export function byIdText(models: Models): Promise<string> {
  const names = models.map(({ model_id: id }) => exportName(id));
  return formatted([
    "import type { ModelConfigDocument } from '../modelConfigDocument.ts';",
    `import { ${names.join(', ')} } from './each.ts';`,
    '',
    '/** Every model of the catalogue by its id. */',
    'export const byId = {',
    ...models.map(({ model_id: id }) => `'${id}': ${exportName(id)},`),
    '} satisfies Readonly<Record<string, ModelConfigDocument>>;',
  ]);
}

/** The entry of the subpath: every model, and how to find one. */
export function entryText(models: Models): Promise<string> {
  return formatted([
    "export { model, modelIds, type ModelId } from './models/model.ts';",
    `export { ${models.map(({ model_id: id }) => exportName(id)).join(', ')} } from './models/each.ts';`,
  ]);
}
