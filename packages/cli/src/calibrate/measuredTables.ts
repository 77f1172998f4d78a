import { basename, join } from 'node:path';
import { readdirSync, statSync } from 'node:fs';
import { textOf } from '../input/files.ts';
import { UsageError } from '../usageError.ts';

/** The tables of a measurement folder, longest first, so that `mla_decode` is not taken for a `decode`. */
const tableNames = [
  'prefill_attn',
  'decode_attn',
  'mla_prefill',
  'mla_decode',
  'alltoall',
  'deepep',
  'gemm',
  'comm',
  'moe',
  'gdn',
];

/** Tables of measurements by name, and the files that they were read from. */
export interface MeasuredTables {
  readonly tables: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

/**
 * Reads the tables that a path names: a file `<table>.csv`, or a folder of such files. Names may start with that of
 * a chip, `<chip>_<table>.csv`; where a folder has several chips, `prefix` says which is meant.
 */
export function measuredTables(path: string, prefix: string | undefined): MeasuredTables {
  const found = namesIn(path).flatMap((file) => {
    const table = tableOf(file);
    return table === undefined ? [] : [{ file, ...table }];
  });
  if (found.length === 0) {
    throw new UsageError(
      `${path}: no table of measurements; files are called <table>.csv or <chip>_<table>.csv, with the tables ${[...tableNames].sort().join(', ')}.`,
    );
  }
  const prefixes = [...new Set(found.map((each) => each.prefix))];
  if (prefix === undefined && prefixes.length > 1) {
    throw new UsageError(
      `${path} holds measurements of several chips; say which with --prefix: ${prefixes.filter((each) => each !== '').join(', ')}.`,
    );
  }
  const wanted = prefix ?? prefixes[0] ?? '';
  const own = found.filter((each) => each.prefix === wanted);
  if (own.length === 0) {
    throw new UsageError(
      `--prefix ${wanted}: no file starts so; there are ${prefixes.filter((each) => each !== '').join(', ') || 'files without a prefix'}.`,
    );
  }
  return {
    tables: Object.fromEntries(own.map(({ table, file }) => [table, textOf(file)])),
    files: own.map(({ file }) => file),
  };
}

function namesIn(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`${path}: no such file or folder.`);
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(path, entry.name))
    .sort();
}

function tableOf(file: string): { readonly prefix: string; readonly table: string } | undefined {
  const stem = /^(.*)\.csv$/.exec(basename(file))?.[1];
  if (stem === undefined) return undefined;
  const table = tableNames.find((name) => stem === name || stem.endsWith(`_${name}`));
  return table === undefined
    ? undefined
    : { table, prefix: stem.slice(0, -table.length).replace(/_$/, '') };
}
