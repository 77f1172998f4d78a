import { lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { DeliverableFile } from '@mantile/hf';
import { systemWords } from '../print/systemWords.ts';
import { UsageError } from '../usageError.ts';
import { stepsOf } from './plannedFiles.ts';

/** Writes files below a folder and nowhere else: no link below it is followed, and no file is left half written. */
export function writeInside(folder: string, files: readonly DeliverableFile[]): void {
  const places = files.map(({ path, text }) => ({ steps: stepsOf(path), text }));
  try {
    makeFolder(folder);
    for (const { steps } of places) {
      steps.slice(0, -1).reduce((parent, step) => requireFolder(join(parent, step)), folder);
    }
    for (const { steps, text } of places) {
      const name = steps.at(-1) ?? '';
      const parent = join(folder, ...steps.slice(0, -1));
      // A name of its own, then the final one: whoever reads meanwhile sees the old file or the new one.
      const draft = join(parent, `.${name}.${process.pid}`);
      rmSync(draft, { force: true });
      writeFileSync(draft, text, { flag: 'wx' });
      renameSync(draft, join(parent, name));
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { path = folder } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be written: ${systemWords(error)}; name another folder.`);
  }
}

/**
 * Makes a folder and those above that are not there, one by one: where a file system takes none, as in /proc, the
 * recursive form of Node tries for ever.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(resolve(path));
  if (parent !== resolve(path)) makeFolder(parent);
  mkdirSync(path);
}

function requireFolder(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) mkdirSync(path);
  else if (!found.isDirectory()) {
    throw new UsageError(`${path} is a link or a file; a folder is needed there.`);
  }
  return path;
}
