import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { systemWords } from '../print/systemWords.ts';
import { UsageError } from '../usageError.ts';

/** Refuses a file whose folder is not there, before the work that it is to hold. */
export function requireFolderOf(option: string, path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new UsageError(
      `${option} ${path}: there is no folder ${folder}; make it first, or name a file in one that there is.`,
    );
  }
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(`${option} ${path}: ${folder} is no folder; name another file.`);
  }
}

/** Refuses a folder that can neither be written nor made, before the work that it is to hold. */
export function requireWritable(option: string, folder: string): void {
  if (folder === '') throw new UsageError(`${option}: name a folder, or leave ${option} out.`);
  let nearest = resolve(folder);
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  if (!statSync(nearest).isDirectory()) {
    throw new UsageError(`${option} ${folder}: ${nearest} is a file; name another folder.`);
  }
  try {
    accessSync(nearest, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `${option} ${folder}: ${nearest} cannot be written: ${systemWords(error)}; name another folder.`,
    );
  }
  // What the system keeps there takes no files, whatever its permissions say.
  if (/^\/(proc|sys)(\/|$)/.test(nearest)) {
    throw new UsageError(`${option} ${folder}: ${nearest} takes no files; name another folder.`);
  }
}
