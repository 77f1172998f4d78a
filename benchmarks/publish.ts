import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { withPart } from '../scripts/markdown/part.ts';
import { table } from '../scripts/markdown/table.ts';

/**
 * Prints rates, where there are three headings with their ratios to the first of them; with `--write`, puts
 * them into a part of the README as well.
 */
export async function publish(
  name: string,
  headings: readonly [string, string, string?],
  rates: Readonly<Record<string, number>>,
): Promise<void> {
  const [reference = NaN] = Object.values(rates);
  const rows = Object.entries(rates).map(([subject, perSecond]) => {
    const row = [subject, Math.round(perSecond).toLocaleString('en-US')];
    return headings.length === 3 ? [...row, (perSecond / reference).toFixed(2)] : row;
  });
  const lines = [
    ...table(
      headings.filter((heading) => heading !== undefined),
      rows,
    ),
    '',
    `One core of ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}.`,
  ];
  console.log(lines.join('\n'));
  if (!process.argv.includes('--write')) return;
  const readme = readFileSync('README.md', 'utf8');
  const part = `${name}: written by npm run bench -- --write`;
  writeFileSync('README.md', await withPart(readme, part, lines.join('\n')));
}
