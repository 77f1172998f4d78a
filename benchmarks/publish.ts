import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { withPart } from '../scripts/markdown/part.ts';
import { table } from '../scripts/markdown/table.ts';

/** Prints rates with their ratios to the first of them; with `--write`, puts them into the README as well. */
export async function publish(
  heading: string,
  rates: Readonly<Record<string, number>>,
): Promise<void> {
  const [reference = NaN] = Object.values(rates);
  const rows = Object.entries(rates).map(([name, perSecond]) => [
    name,
    Math.round(perSecond).toLocaleString('en-US'),
    (perSecond / reference).toFixed(2),
  ]);
  const lines = [
    ...table([heading, 'per second', 'of hand-inlined'], rows),
    '',
    `One core of ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}.`,
  ];
  console.log(lines.join('\n'));
  if (!process.argv.includes('--write')) return;
  const readme = readFileSync('README.md', 'utf8');
  const part = 'benchmark: written by npm run bench -- --write';
  writeFileSync('README.md', await withPart(readme, part, lines.join('\n')));
}
