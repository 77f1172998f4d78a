import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeliverableFile } from '@mantile/hf';
import { systemWords } from '../print/systemWords.ts';
import { UsageError } from '../usageError.ts';

/** What would become of a file: it is new, the same as before, a list that grows, or another one that gives way. */
type FileState = 'new' | 'same' | 'updates' | 'replaces';

/** A file that would be written, and what is there now. */
export interface PlannedFile extends DeliverableFile {
  readonly state: FileState;
  readonly bytes: number;
}

/** Says for each file what writing it would do; nothing is written. */
export function planFiles(
  folder: string,
  files: readonly DeliverableFile[],
  isUpdate: (file: DeliverableFile, before: string) => boolean = () => false,
): readonly PlannedFile[] {
  return files.map((file) => {
    const before = currentText(folder, file.path);
    const state =
      before === undefined
        ? 'new'
        : before === file.text
          ? 'same'
          : isUpdate(file, before)
            ? 'updates'
            : 'replaces';
    return { ...file, state, bytes: Buffer.byteLength(file.text) };
  });
}

/** The text of a file below a folder, if there is one; what is no plain file there is refused. */
export function currentText(folder: string, path: string): string | undefined {
  const place = join(folder, ...stepsOf(path));
  try {
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.isFile()) return readFileSync(place, 'utf8');
  } catch (error) {
    throw new UsageError(`${place}: ${systemWords(error)}.`);
  }
  throw new UsageError(`${place} is there and no file: nothing was written.`);
}

/** The folders and the file of a relative path that stays below its folder, whatever a model calls itself. */
export function stepsOf(path: string): readonly string[] {
  const steps = path.split('/');
  const isSafe = steps.every((step) => /^[\w][\w.-]{0,150}$/.test(step));
  if (!isSafe || steps.length > 4) {
    throw new UsageError(`${JSON.stringify(path)} is no name for a file: nothing was written.`);
  }
  return steps;
}
