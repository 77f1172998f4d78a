import type { Style } from './style.ts';
import { table } from './table.ts';

/** Figures one below the other: a name, the value, and what more there is to say of it. */
export function figureRows(rows: readonly (readonly string[])[], style: Style): string {
  const columns = [{ heading: '' }, { heading: '', align: 'right' as const }, { heading: '' }];
  const lines = rows.map(([name = '', value = '', more = '']) => [
    name,
    style.strong(value),
    style.faint(more),
  ]);
  // The first line is that of the headings, which are none.
  return table(columns, lines).slice(1);
}
