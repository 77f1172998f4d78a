import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from '@mantile/hf';

/** Headers are some megabytes at most; what is larger is not worth a copy. */
const largestEntry = 64 * 1024 * 1024;

/** Keeps what was read of models on HuggingFace in a folder. What cannot be kept is read again the next time. */
export function folderCache(folder: string): Cache {
  // Keys hold names from the hub: no file is called by one.
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  return {
    get: (key) => readFile(fileOf(key)).catch(() => undefined),
    async set(key, bytes) {
      if (bytes.length > largestEntry) return;
      const file = fileOf(key);
      const half = `${file}.${randomUUID()}`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(half, bytes);
        await rename(half, file);
      } catch {
        // A full disk or a folder that is none: the model was read all the same.
      }
    },
  };
}
