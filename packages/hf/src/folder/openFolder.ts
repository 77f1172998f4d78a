import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { refusal } from '../read/refusal.ts';
import type { FileSource, SourceFile } from '../read/source/fileSource.ts';
import { missingFile } from '../read/source/filesInMemory.ts';

const maximumFiles = 100_000;
const maximumDepth = 8;

/**
 * Opens a model in a local folder, or one file of a model, as a source of files. Needs Node.
 *
 * Links are followed, since the hub's own cache is made of them, but never to other folders.
 *
 * @example
 * import { MantileError } from '@mantile/core';
 * import { openFolder } from '@mantile/hf/folder';
 * let code: string | undefined;
 * try {
 *   await openFolder('no/such/folder');
 * } catch (error) {
 *   if (MantileError.isInstance(error)) code = error.code;
 * }
 * code // => 'folder.unreadable'
 * @category Folders
 */
export async function openFolder(path: string): Promise<FileSource> {
  const root = await reading(path, () => realpath(path));
  const places = new Map<string, string>();
  const files: SourceFile[] = [];
  const add = (name: string, place: string, size: number): void => {
    if (files.length >= maximumFiles) throw tooMany(path);
    places.set(name, place);
    files.push({ path: name, size });
  };
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await reading(folder, () => readdir(folder, { withFileTypes: true }));
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const place = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < maximumDepth && !entry.name.startsWith('.')) await walk(place, depth + 1);
        continue;
      }
      if (!entry.isFile() && !entry.isSymbolicLink()) continue;
      // A link may lead nowhere; that file is then simply not there.
      const found = await stat(place).catch(() => undefined);
      if (found?.isFile() === true) {
        add(relative(root, place).split(sep).join('/'), place, found.size);
      }
    }
  };
  const top = await reading(path, () => stat(root));
  if (top.isDirectory()) await walk(root, 0);
  else add(root.slice(root.lastIndexOf(sep) + 1), root, top.size);
  return {
    id: path,
    files,
    async read(name, start, end) {
      const place = places.get(name);
      if (place === undefined) throw missingFile(path, name, [...places.keys()]);
      return reading(place, () => readBytes(place, start, end));
    },
  };
}

async function readBytes(place: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(place, 'r');
  try {
    const bytes = new Uint8Array(end - start);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, start + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

async function reading<Result>(path: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw refusal({ code: 'folder.unreadable', path, message: `cannot be read: ${why}.` }, cause);
  }
}

function tooMany(path: string) {
  return refusal({
    code: 'folder.too_many_files',
    path,
    value: maximumFiles,
    message: `the folder holds more than ${maximumFiles} files: name the model’s own folder.`,
  });
}
