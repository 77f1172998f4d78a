/** What the program says of the kinds of layers, from the doc comments in their sources: they are not there when it runs. */
import { standardLayers } from '@mantile/layers';
import { format } from 'prettier';
import { kindComments } from './comments.ts';

export const descriptionsFile = 'packages/cli/src/layers/kindDescriptions.json';

/** The file's text. */
export function descriptionsText(): Promise<string> {
  const comments = kindComments();
  const entries = standardLayers.kinds.map((kind) => {
    const said = comments.get(kind);
    if (said === undefined) throw new Error(`no class exported as ${kind}`);
    const { category, sentence, keys } = said;
    return [kind, { category, sentence, keys: Object.fromEntries(keys) }];
  });
  return format(JSON.stringify(Object.fromEntries(entries)), { parser: 'json', printWidth: 100 });
}
