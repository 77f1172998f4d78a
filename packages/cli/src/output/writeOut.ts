import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { systemWords } from '../print/systemWords.ts';
import { UsageError } from '../usageError.ts';

/** Refuses to write where something else is: another file, unless it may give way, or what is no file. */
function refuseOther(path: string, text: string, replace: boolean): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile())
    throw new UsageError(`--out ${path}: it is there and no file; name another one.`);
  if (replace || readFileSync(path, 'utf8') === text) return;
  throw new UsageError(`--out ${path}: there is another file of that name; --replace lets it go.`);
}

/** Writes a file that was asked for by name. */
export function writeOut(path: string, text: string, replace: boolean): void {
  try {
    refuseOther(path, text, replace);
    writeFileSync(path, text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--out ${path}: ${systemWords(error)}; name another file.`);
  }
}
