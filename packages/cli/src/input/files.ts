import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemWords } from '../print/systemWords.ts';
import { UsageError } from '../usageError.ts';

/** No config is larger; a file that is was named by mistake. */
const largestFile = 64 * 1024 * 1024;
const mostFiles = 10_000;
/** Reports on gaps are JSON too, and what is not approved yet is not looked at. */
const leftOut = new Set(['node_modules', '.git', 'gaps', 'mantile-scratch']);

/** The files that arguments name: files as they are, folders as the files of theirs with one of the endings. */
export function filesOf(paths: readonly string[], endings: readonly string[]): readonly string[] {
  const files: string[] = [];
  for (const path of paths) {
    if (statOf(path).isDirectory()) collect(path, endings, files);
    else files.push(path);
  }
  return files;
}

function collect(folder: string, endings: readonly string[], files: string[]): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    // Links are not followed: they may lead out of the folder, or around in a circle.
    if (entry.isDirectory() && !leftOut.has(entry.name)) collect(path, endings, files);
    if (entry.isFile() && endings.some((ending) => entry.name.endsWith(ending))) files.push(path);
    if (files.length > mostFiles) {
      throw new UsageError(`${folder} holds more than ${mostFiles} files; name a smaller folder.`);
    }
  }
}

/** The text of a file. */
export function textOf(path: string): string {
  const found = statOf(path);
  if (Number(found.size) > largestFile) {
    throw new UsageError(`${path} has ${found.size} bytes; no config is that large.`);
  }
  if (found.isDirectory()) throw new UsageError(`${path} is a folder; name a file.`);
  try {
    return found.isFile() ? readFileSync(path, 'utf8') : streamOf(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: ${systemWords(error)}.`);
  }
}

/** What pipes and devices give, which have no size; some never end. */
function streamOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let total = 0; ;) {
      const part = Buffer.alloc(1 << 16);
      const bytes = readSync(file, part);
      if (bytes === 0) return Buffer.concat(parts).toString('utf8');
      parts.push(part.subarray(0, bytes));
      total += bytes;
      if (total > largestFile) {
        throw new UsageError(
          `${path} goes on after ${largestFile} bytes; no config is that large.`,
        );
      }
    }
  } finally {
    closeSync(file);
  }
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'no such file or folder' : systemWords(error);
    throw new UsageError(`${path}: ${why}.`);
  }
}
