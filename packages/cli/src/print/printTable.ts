import type { Io } from '../io.ts';
import { UsageError } from '../usageError.ts';
import { jsonText } from './json.ts';

/** For whom a table is printed: people, unless one of these is asked for. */
export interface TableFlags {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
}

/** Prints rows in the form that was asked for. */
export function printTable<Rows>(
  io: Io,
  flags: TableFlags,
  { rows, text, csv }: PrintedTable<Rows>,
): void {
  checkTableFlags(flags);
  if (flags.json === true) io.out(jsonText(rows));
  else io.out(flags.csv === true ? csv(rows) : text(rows, io));
}

interface PrintedTable<Rows> {
  readonly rows: Rows;
  readonly text: (rows: Rows, io: Io) => string;
  readonly csv: (rows: Rows) => string;
}

/** Refuses to print in two forms at once. */
export function checkTableFlags({ json, csv }: TableFlags): void {
  if (json === true && csv === true) {
    throw new UsageError('--json and --csv are two forms of one output; give one of them.');
  }
}
