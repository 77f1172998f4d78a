import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const start = '<!-- benchmark -->';
const end = '<!-- /benchmark -->';

/** Prints the figures; with `--write`, puts them into the README between its marks as well. */
export function publish(table: string): void {
  const where = `One core of ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}.`;
  console.log(`${table}\n\n${where}`);
  if (!process.argv.includes('--write')) return;
  const readme = readFileSync('README.md', 'utf8');
  const [before, rest] = readme.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md lacks ${start}`);
  writeFileSync('README.md', `${before}${start}\n\n${table}\n\n${where}\n\n${end}${after}`);
}
