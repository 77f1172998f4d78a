import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ModelConfigDocument } from '@mantile/config';

/**
 * A model of the catalogue by its id, from a file of its own: whoever asks for one need not read all of them.
 */
export function catalogueFile(id: string): ModelConfigDocument | undefined {
  if (!/^[a-z\d][a-z\d._-]{0,119}$/i.test(id)) return undefined;
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve(
      `@mantile/config/models/${id.toLowerCase()}.json`,
    );
  } catch {
    return undefined;
  }
  return JSON.parse(readFileSync(path, 'utf8')) as ModelConfigDocument;
}
