/** Reads the table of facts that the catalogue was taken from, where a checkout has it beside the repository. */
import { existsSync, readFileSync } from 'node:fs';

const folder = '../shared/data/hardware';

export const factsArePresent = existsSync(`${folder}/chips.csv`);

/** Said in the name of what is skipped, so that a run without the table shows it. */
export const factsHint = factsArePresent ? '' : ' (skipped: no ../shared/data/hardware here)';

export type Row = Readonly<Record<string, string>>;

function cells(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  );
}

/** The rows of one table by the name of its columns; none where the table is not there. */
export function factRows(table: 'chips' | 'links' | 'systems'): readonly Row[] {
  if (!factsArePresent) return [];
  const [head = '', ...lines] = readFileSync(`${folder}/${table}.csv`, 'utf8')
    .trim()
    .split(/\r?\n/);
  const columns = cells(head);
  return lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
  });
}
