import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { requireFolderOf } from '../output/folderOf.ts';
import { systemWords } from '../print/systemWords.ts';
import { UsageError } from '../usageError.ts';

/** Refuses a file that no drawing can go into: another kind of file, or one that is there and no drawing. */
export function checkSvgFile(path: string): void {
  if (!/\.svg$/i.test(path)) throw new UsageError(`--svg ${path}: name a .svg file.`);
  let before: string | undefined;
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
      requireFolderOf('--svg', path);
      return;
    }
    before = found.isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--svg ${path}: ${systemWords(error)}; name another file.`);
  }
  if (before === undefined)
    throw new UsageError(`--svg ${path}: it is there and no file; name another one.`);
  if (!before.startsWith('<svg ')) {
    throw new UsageError(`--svg ${path}: there is another file of that name, and no drawing.`);
  }
}

/** Writes a drawing. */
export function writeSvg(path: string, drawing: string): void {
  try {
    writeFileSync(path, drawing);
  } catch (error) {
    throw new UsageError(`--svg ${path}: ${systemWords(error)}; name another file.`);
  }
}
