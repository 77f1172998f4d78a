import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
  const { size } = statOf(path);
  if (size > largestFile) {
    throw new UsageError(`${path} has ${size} bytes; no config is that large.`);
  }
  return readFileSync(path, 'utf8');
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT' ? `${path}: no such file or folder.` : `${path}: ${String(code)}.`,
    );
  }
}
