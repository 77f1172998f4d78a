import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { schemas, schemaText } from '../scripts/config/schemas.ts';

test.each(schemas)('$file is what `npm run docs:config` writes', async ({ file, schema }) => {
  expect(readFileSync(file, 'utf8')).toBe(await schemaText(schema()));
});

test.each(schemas)('$file is found by the name of its package', ({ file }) => {
  const { resolve: find } = createRequire(import.meta.url);
  expect(find(`@mantile/config/schema/${basename(file)}`)).toBe(resolve(file));
});
