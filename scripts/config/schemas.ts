/** The JSON Schemas of the package config as they are published. */
import { modelConfigJsonSchema } from '@mantile/config';
import { manifestJsonSchema } from '@mantile/config/manifest';
import { format } from 'prettier';

const folder = 'packages/config/schema';

export const schemas: readonly { readonly file: string; readonly schema: () => object }[] = [
  { file: `${folder}/model-config.schema.json`, schema: modelConfigJsonSchema },
  { file: `${folder}/manifest.schema.json`, schema: manifestJsonSchema },
];

export function schemaText(schema: object): Promise<string> {
  return format(JSON.stringify(schema), { parser: 'json', printWidth: 100 });
}
