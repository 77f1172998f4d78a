/** The command behind `docs:config`: writes the JSON Schemas of model configs and manifests. */
import { writeFileSync } from 'node:fs';
import { schemas, schemaText } from './schemas.ts';

for (const { file, schema } of schemas) writeFileSync(file, await schemaText(schema()));
