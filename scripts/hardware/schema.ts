/** The JSON Schema of hardware files as it is published. */
import { hardwareJsonSchema } from '@mantile/hardware';
import { format } from 'prettier';

export const schemaFile = 'packages/hardware/schema/hardware.schema.json';

export function schemaText(): Promise<string> {
  return format(JSON.stringify(hardwareJsonSchema()), { parser: 'json', printWidth: 100 });
}
