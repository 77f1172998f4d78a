import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractFences } from '../scripts/examples/extract.ts';
import { documents } from '../scripts/files.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};
const npmCommands = new Set(['ci', 'install']);
/** The languages a fence may name. Another spelling would hide an example from the tests. */
const languages = new Set(['ts', 'sh', 'json', 'yaml', 'text', 'mermaid']);

/** The scripts that the shell lines of a text run by npm. */
function namedScripts(code: string): readonly string[] {
  return [...code.matchAll(/\bnpm (?:run (?:-\S+ )*)?([\w:-]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !npmCommands.has(name));
}

describe.each(documents())('%s', (file) => {
  const fences = extractFences(readFileSync(file, 'utf8'));

  test('names a language that the tests know for each block', () => {
    const unknown = fences.filter(({ language }) => !languages.has(language));
    expect(unknown).toEqual([]);
  });

  test('runs only npm scripts that exist', () => {
    const missing = fences
      .filter(({ language }) => language === 'sh')
      .flatMap(({ code }) => namedScripts(code))
      .filter((name) => !(name in scripts));
    expect(missing).toEqual([]);
  });
});
