import { extname } from 'node:path';
import { filesOf, textOf } from '../input/files.ts';
import { UsageError } from '../usageError.ts';

/** What stands for the program's input among the paths. */
export const standardInput = '-';
const endings = ['.json', '.yaml', '.yml'];

/** What is to be checked, and the files of folders that plainly are something else. */
export interface NamedFiles {
  readonly files: readonly { readonly file: string; readonly text: string }[];
  readonly skipped: number;
}

/** Reads what the paths name: files whatever they hold, of folders those that hold what can be checked. */
export async function namedFiles(
  paths: readonly string[],
  input: (() => Promise<string>) | undefined,
): Promise<NamedFiles> {
  const files: { file: string; text: string }[] = [];
  let skipped = 0;
  for (const path of new Set(paths)) {
    if (path === standardInput) {
      if (input === undefined) throw new UsageError('there is no input to read for "-".');
      files.push({ file: path, text: await input() });
      continue;
    }
    for (const file of filesOf([path], endings)) {
      const text = textOf(file);
      if (file === path || canBeChecked(file, text)) files.push({ file, text });
      else skipped += 1;
    }
  }
  if (files.length > 0) return { files, skipped };
  throw new UsageError(
    skipped === 0
      ? `no ${endings.join(', ')} file in ${paths.join(', ')}.`
      : `no model config, manifest or hardware file in ${paths.join(', ')}: ${skippedText(skipped)}.`,
  );
}

/** `3 files skipped: no configs`. */
export function skippedText(skipped: number): string {
  return `${skipped} ${skipped === 1 ? 'file' : 'files'} skipped: no configs`;
}

/** Whether a text is a manifest: YAML, that is, and not JSON. */
export function isManifest(file: string, text: string): boolean {
  return file === standardInput ? !/^\s*[{[]/.test(text) : /^\.ya?ml$/i.test(extname(file));
}

/** Other files lie in the same folders; a broken config has its keys all the same. */
function canBeChecked(file: string, text: string): boolean {
  return isManifest(file, text)
    ? /^[\s{"']*(?:topology|model)["']?\s*:/m.test(text)
    : /"(?:layer_types|layerTypes|model_id|compute_per_package_PFlops)"\s*:/.test(text);
}
