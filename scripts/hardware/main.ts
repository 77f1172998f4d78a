/** The command behind `docs:hardware`: writes the catalogue's page and the JSON Schema of hardware files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { page, withCatalogue } from './page.ts';
import { schemaFile, schemaText } from './schema.ts';

writeFileSync(page, await withCatalogue(readFileSync(page, 'utf8')));
writeFileSync(schemaFile, await schemaText());
