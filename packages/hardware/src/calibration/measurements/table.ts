import type { Fault } from '@mantile/core';

/** One line of a table, its values by column. */
export interface TableRow {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

/** What a table consists of: columns it must have, and those it may have. */
export interface TableColumns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Columns of measured times, named after the engine they were measured with. */
export const timeSuffix = '_us';

/** Splits comma-separated text, its first line naming the columns; notes what is wrong with it. */
export function readTable(
  name: string,
  text: string,
  columns: TableColumns,
  faults: Fault[],
): readonly TableRow[] {
  const lines = text.split(/\r?\n/);
  const header = (lines[0] ?? '').split(',').map((column) => column.trim());
  for (const column of columns.required) {
    if (header.includes(column)) continue;
    faults.push({
      code: 'measurement.column_missing',
      path: `${name}:1`,
      value: column,
      legal: columns.required,
      message: `expected a column ${column}.`,
    });
  }
  for (const column of new Set(header.filter((each, at) => header.indexOf(each) !== at))) {
    faults.push({
      code: 'measurement.column_repeated',
      path: `${name}:1`,
      value: column,
      message: `there are several columns ${column}: keep one.`,
    });
  }
  const isTime = (column: string): boolean => column.endsWith(timeSuffix);
  for (const column of header) {
    const isKnown = [...columns.required, ...columns.optional].includes(column) || isTime(column);
    if (isKnown) continue;
    faults.push({
      code: 'measurement.column_unknown',
      path: `${name}:1`,
      value: column,
      legal: [...columns.required, ...columns.optional],
      message: `${column} is no column of this table, nor a time (its name does not end in ${timeSuffix}).`,
    });
  }
  if (!header.some(isTime)) {
    faults.push({
      code: 'measurement.column_missing',
      path: `${name}:1`,
      value: header.join(','),
      message: `expected at least one column of times in microseconds, its name ending in ${timeSuffix}.`,
    });
  }
  const rows: TableRow[] = [];
  lines.slice(1).forEach((text, index) => {
    if (text.trim() === '') return;
    const cells = text.split(',').map((cell) => cell.trim());
    const line = index + 2;
    if (cells.length !== header.length) {
      faults.push({
        code: 'measurement.cell_count',
        path: `${name}:${line}`,
        value: cells.length,
        message: `expected ${header.length} cells, got ${cells.length}.`,
      });
      return;
    }
    rows.push({ line, values: new Map(header.map((column, at) => [column, cells[at] ?? ''])) });
  });
  return rows;
}

/** Reads the cells of one row, noting what is no legal value. */
export class RowReader {
  private readonly table: string;
  private readonly row: TableRow;
  private readonly faults: Fault[];

  constructor(table: string, row: TableRow, faults: Fault[]) {
    this.table = table;
    this.row = row;
    this.faults = faults;
  }

  /** Text, or a number's own text. */
  text(column: string): string {
    return this.row.values.get(column) ?? '';
  }

  /** Whether the column is there and the cell is filled. */
  has(column: string): boolean {
    return this.text(column) !== '';
  }

  /** A number of at least `least`. */
  number(column: string, least = 1): number {
    const text = this.text(column);
    const value = text === '' ? NaN : Number(text);
    if (Number.isFinite(value) && value >= least) return value;
    this.fault('measurement.not_a_size', column, `expected a number of at least ${least}`);
    return least;
  }

  /** A count: a whole number of at least `least`. */
  whole(column: string, least = 1): number {
    const text = this.text(column);
    const value = text === '' ? NaN : Number(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    this.fault('measurement.not_a_size', column, `expected a whole number of at least ${least}`);
    return least;
  }

  /** A time in microseconds; undefined for an empty cell, which means not measured. */
  time(column: string): number | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    const value = Number(text);
    if (Number.isFinite(value) && value > 0) return value;
    this.fault('measurement.not_a_time', column, 'expected microseconds above 0, or an empty cell');
    return undefined;
  }

  /** One of a few words. */
  word<const Word extends string>(column: string, legal: readonly Word[]): Word | undefined {
    const text = this.text(column);
    const found = legal.find((word) => word === text);
    if (found === undefined) {
      this.fault('measurement.unknown_value', column, `expected one of ${legal.join(', ')}`, legal);
    }
    return found;
  }

  /** Notes what is wrong with a cell. */
  fault(code: string, column: string, expected: string, legal?: readonly string[]): void {
    const value = this.text(column);
    this.faults.push({
      code,
      path: `${this.table}:${this.row.line}`,
      value,
      message: `${column}: ${expected}, got ${value === '' ? 'nothing' : value}.`,
      ...(legal !== undefined && { legal }),
    });
  }
}
