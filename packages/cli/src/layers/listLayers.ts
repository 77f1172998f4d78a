import type { LayerRegistry, ParallelAxis } from '@mantile/core';
import type { Io } from '../io.ts';
import { csv } from '../print/csv.ts';
import { styleFor } from '../print/style.ts';
import { table } from '../print/table.ts';
import { several } from '../print/whole.ts';
import { wrapped } from '../print/wrapped.ts';
import { descriptionOf, plain } from './layerKind.ts';

/** A kind of layer in a line. */
export interface LayerRow {
  readonly kind: string;
  readonly category: string;
  readonly description: string;
  readonly parallelism: readonly ParallelAxis[];
}

/** The kinds whose name, category or description has all the words, by category. */
export function listLayers(words: readonly string[], layers: LayerRegistry): readonly LayerRow[] {
  const rows = layers.classes.map(({ kind, supportedParallelism }): LayerRow => {
    const { category = 'of your own', sentence = '' } = descriptionOf(kind) ?? {};
    return { kind, category, description: plain(sentence), parallelism: supportedParallelism };
  });
  const categories = [...new Set(rows.map(({ category }) => category))];
  return categories
    .flatMap((category) => rows.filter((row) => row.category === category))
    .filter(({ kind, category, description }) => {
      const text = `${kind} ${category} ${description}`.toLowerCase();
      return words.every((word) => text.includes(word.toLowerCase()));
    });
}

/** The rows for people, under their categories, as wide as the terminal. */
export function listText(rows: readonly LayerRow[], io: Io): string {
  if (rows.length === 0) return 'No kind of layer has these words; mantile layers lists all.\n';
  const style = styleFor(io);
  const widest = Math.max(...rows.map(({ kind }) => kind.length));
  const room = Math.max(io.columns - widest - 4, 40);
  const categories = [...new Set(rows.map(({ category }) => category))];
  const parts = categories.map((category) => {
    const cells = rows
      .filter((row) => row.category === category)
      .flatMap(({ kind, description }) => {
        const [first = '', ...more] = wrapped(description, room);
        return [
          [`  ${style.strong(kind.padEnd(widest))}`, first],
          ...more.map((line) => ['', line]),
        ];
      });
    const [, ...lines] = table([{ heading: '' }, { heading: '' }], cells).split('\n');
    return `${category}\n${lines.join('\n')}`;
  });
  return `${parts.join('')}${several(rows.length, 'kind')}; mantile layers show <kind> tells its spec\n`;
}

/** The rows as CSV. */
export function listCsv(rows: readonly LayerRow[]): string {
  return csv(
    ['kind', 'category', 'description', 'parallelism'],
    rows.map(({ kind, category, description, parallelism }) => [
      kind,
      category,
      description,
      parallelism.join(' '),
    ]),
  );
}
