import { join } from 'node:path';
import { several, whole } from '../print/count.ts';
import type { Style } from '../print/style.ts';
import type { PlannedFile } from './plannedFiles.ts';

/** Files up to this length are shown whole, longer ones by their head. */
const shownWhole = 40;
const head = 16;

const words = {
  new: 'new',
  same: 'as it is already',
  updates: 'updates the file that is there',
  replaces: 'REPLACES another file of that name',
} as const;

/** Each file that would be written: its size, what is there now, and its text or the head of it. */
export function filesText(
  files: readonly PlannedFile[],
  scratch: string | undefined,
  style: Style,
): string {
  return files
    .map((file) => {
      const { path, text, state, bytes } = file;
      const lines = text.replace(/\n$/, '').split('\n');
      const shown = lines.length <= shownWhole ? lines : lines.slice(0, head);
      const left = lines.length - shown.length;
      const where = scratch === undefined ? '' : `: ${join(scratch, path)} has them all`;
      const more =
        left === 0 ? '' : `${style.faint(`  … ${several(left, 'more line')}${where}`)}\n`;
      const title = `${path}  ${whole(bytes)} bytes, ${state === 'replaces' ? style.bad(words[state]) : words[state]}`;
      const body =
        state === 'same'
          ? ''
          : shown.map((line) => `  ${style.faint('|')} ${line}`.trimEnd()).join('\n');
      return `${style.strong(title)}\n${body === '' ? '' : `${body}\n`}${state === 'same' ? '' : more}`;
    })
    .join('\n');
}

/** Each file in a line. */
export function fileLines(files: readonly PlannedFile[]): string {
  const width = Math.max(0, ...files.map(({ path }) => path.length));
  return files
    .map(
      ({ path, bytes, state }) =>
        `  ${path.padEnd(width)}  ${whole(bytes)} bytes, ${words[state]}\n`,
    )
    .join('');
}

/** A folder within a sentence. */
export function folderText(folder: string): string {
  return folder === '.' ? 'the working folder' : folder;
}
