import { readFileSync, readdirSync } from 'node:fs';
import { standardLayers } from '@mantile/layers';
import { expect, test } from 'vitest';

const sources = new URL('../../../layers/src/', import.meta.url);

/** The first sentence of each layer class's doc comment, by its kind. */
function sentences(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.includes('.test')) continue;
    const text = readFileSync(new URL(file, sources), 'utf8');
    const classes =
      /\/\*\*\n((?:(?! \*\/)[^\n]*\n)*?) \*\/\nexport class \w+[^{]*\{\s*static (?:override )?readonly kind[^=]*= '(\w+)'/g;
    for (const [, comment = '', kind = ''] of text.matchAll(classes)) {
      const words = comment
        .replace(/^ \* ?/gm, '')
        .trim()
        .replace(/\s+/g, ' ');
      const [sentence = ''] = /^.*?\.(?= |$)/.exec(words) ?? [];
      found.set(kind, sentence.replace(/\{@link (\w+)\}/g, '$1'));
    }
  }
  return found;
}

test('the sentences are those of the sources: update them with `vitest -u`', async () => {
  const known = sentences();
  const entries = standardLayers.kinds.map((kind) => {
    const sentence = known.get(kind);
    expect(sentence, kind).toBeTruthy();
    const value = sentence!.includes("'") ? JSON.stringify(sentence) : `'${sentence!}'`;
    const line = `  ${kind}: ${value},`;
    return line.length > 100 ? `  ${kind}:\n    ${value},` : line;
  });
  const text = `/** A sentence on each standard layer kind, from its sources; written by \`vitest -u\`. */
export const layerSummaries: Readonly<Record<string, string>> = {
${entries.join('\n')}
};
`;
  await expect(text).toMatchFileSnapshot('./layerSummaries.ts');
});
