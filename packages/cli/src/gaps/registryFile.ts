import { basename, dirname, join, resolve } from 'node:path';
import { nearestName } from '@mantile/core';
import { readGapRegistry, type GapRegistryEntry } from '@mantile/hf';
import { currentText } from '../output/plannedFiles.ts';
import { UsageError } from '../usageError.ts';

/** A registry of gaps, and the folder that its paths start from. */
export interface RegistryFile {
  readonly root: string;
  readonly text: string;
  readonly entries: readonly GapRegistryEntry[];
}

/** Reads the registry of gaps that a path names: a `gaps/README.md`, or the folder with one. */
export function readRegistry(path: string): RegistryFile {
  const full = resolve(path);
  const isFile = full.endsWith('.md');
  if (isFile && (basename(full) !== 'README.md' || basename(dirname(full)) !== 'gaps')) {
    throw new UsageError(
      `--registry ${path}: expected a gaps/README.md; reports and configs lie beside it.`,
    );
  }
  const isGaps = basename(full) === 'gaps';
  const root = isFile ? join(path, '..', '..') : isGaps ? join(path, '..') : path;
  const text = currentText(root, 'gaps/README.md');
  if (text === undefined) {
    throw new UsageError(
      `${join(root, 'gaps/README.md')}: no such file. mantile build writes one; --registry says where it is.`,
    );
  }
  return { root, text, entries: readGapRegistry(text) };
}

/** The gap that is meant: by its number, its report file, or the name of that file alone. */
export function findGap({ entries }: RegistryFile, name: string): GapRegistryEntry {
  const stem = (file: string): string => basename(file).replace(/\.md$/, '');
  const found = /^#?\d+$/.test(name)
    ? entries.filter(({ number }) => number === Number(name.replace('#', '')))
    : entries.filter(({ reportFile, feature }) =>
        [reportFile, stem(reportFile), feature].includes(name),
      );
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const numbers = found.map(({ number }) => number).join(', ');
  if (first !== undefined)
    throw new UsageError(`"${name}" are the gaps ${numbers}; name one by its number.`);
  const near = nearestName(
    name,
    entries.map(({ reportFile }) => stem(reportFile)),
  );
  throw new UsageError(
    `no gap "${name}".${near === undefined ? '' : ` Did you mean ${near}?`} mantile gaps list shows all.`,
  );
}
