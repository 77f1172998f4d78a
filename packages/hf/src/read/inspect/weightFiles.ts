import type { Finding } from '@mantile/config';
import { refusal } from '../refusal.ts';
import { parseSafetensorsIndex, type SafetensorsIndex } from '../safetensors/parseIndex.ts';
import type { FileSource, ReadOptions, SourceFile } from '../source/fileSource.ts';
import { findFile, readWhole } from '../source/readFile.ts';

/** Room for a million tensors with long names. */
const maximumIndexBytes = 256 * 1024 * 1024;
const indexSuffix = '.safetensors.index.json';
const shard = /^(.*)-(\d{5})-of-(\d{5})\.safetensors$/;

/** The files that hold a model's weights, with their index where there is one. */
export interface WeightFiles {
  readonly files: readonly SourceFile[];
  readonly index?: SafetensorsIndex;
  readonly indexPath?: string;
  readonly findings: readonly Finding[];
}

/** Chooses the files to inspect: those of an index, `model.safetensors`, or the one set of shards there is. */
export async function findWeightFiles(
  source: FileSource,
  options?: ReadOptions,
): Promise<WeightFiles> {
  const indexFile = chooseIndex(source);
  if (indexFile !== undefined) return filesOfIndex(source, indexFile, options);
  const single = findFile(source, 'model.safetensors');
  if (single !== undefined) return { files: [single], findings: leftAside(source, [single]) };
  const found = source.files.filter(
    ({ path }) => path.endsWith('.safetensors') && !path.includes('/'),
  );
  const sets = new Set(found.map(({ path }) => setOf(path)));
  const [first] = found;
  if (first === undefined) return { files: [], findings: [noWeights(source)] };
  if (sets.size > 1) return { files: [], findings: [ambiguous([...sets])] };
  requireAllShards(source, found);
  return { files: found, findings: [] };
}

function chooseIndex(source: FileSource): SourceFile | undefined {
  const named = findFile(source, `model${indexSuffix}`);
  if (named !== undefined) return named;
  if (findFile(source, 'model.safetensors') !== undefined) return undefined;
  const found = source.files.filter(
    ({ path }) => path.endsWith(indexSuffix) && !path.includes('/'),
  );
  return found.length === 1 ? found[0] : undefined;
}

async function filesOfIndex(
  source: FileSource,
  indexFile: SourceFile,
  options: ReadOptions | undefined,
): Promise<WeightFiles> {
  const bytes = await readWhole(source, indexFile, maximumIndexBytes, options);
  const index = parseSafetensorsIndex(bytes, indexFile.path);
  const present = new Map(source.files.map((file) => [file.path, file]));
  const files = index.files.flatMap((path) => present.get(path) ?? []);
  if (files.length < index.files.length) {
    throw missingShards(
      source,
      index.files.filter((path) => !present.has(path)),
    );
  }
  return { files, index, indexPath: indexFile.path, findings: leftAside(source, files) };
}

/** Weights that lie beside those of the model and are not read: the same in another form, or more of it. */
function leftAside(source: FileSource, files: readonly SourceFile[]): readonly Finding[] {
  const read = new Set(files.map(({ path }) => path));
  const others = source.files
    .map(({ path }) => path)
    .filter((path) => /^[^/]+\.safetensors$/.test(path) && !read.has(path));
  if (others.length === 0) return [];
  // Some publishers store the same once more, under the names of their own code.
  const isCopy = others.every((path) => path.startsWith('consolidated'));
  const more = others.length > 5 ? ` and ${others.length - 5} more` : '';
  return [
    {
      code: 'tensors.files_left_aside',
      severity: isCopy ? 'info' : 'warning',
      path: source.id,
      message: `these files belong to no set that was read, and their tensors are not counted: ${others.slice(0, 5).join(', ')}${more}.`,
    },
  ];
}

function setOf(path: string): string {
  const [, name, , count] = shard.exec(path) ?? [];
  return name === undefined || count === undefined ? path : `${name}-*-of-${count}.safetensors`;
}

/** A set of shards without an index says its own size in each name. */
function requireAllShards(source: FileSource, found: readonly SourceFile[]): void {
  const [, name, , count] = shard.exec(found[0]?.path ?? '') ?? [];
  if (name === undefined || count === undefined) return;
  const present = new Set(found.map(({ path }) => path));
  const missing: string[] = [];
  for (let number = 1; number <= Number(count); number += 1) {
    const path = `${name}-${String(number).padStart(5, '0')}-of-${count}.safetensors`;
    if (!present.has(path)) missing.push(path);
  }
  if (missing.length > 0) throw missingShards(source, missing);
}

function missingShards(source: FileSource, missing: readonly string[]) {
  const named = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return refusal({
    code: 'safetensors.shard_missing',
    path: source.id,
    value: missing.slice(0, 50),
    message: `these shards are missing: ${named}${more}. Fetch the model again.`,
  });
}

function noWeights(source: FileSource): Finding {
  const others = source.files.filter(({ path }) => /\.(gguf|bin|pt|pth)$/.test(path));
  const has =
    others.length > 0
      ? ` It holds ${others
          .slice(0, 3)
          .map(({ path }) => path)
          .join(', ')}.`
      : '';
  return {
    code: 'tensors.no_safetensors',
    severity: 'error',
    path: source.id,
    message: `there are no weights as safetensors.${has}`,
    fix: 'Read .gguf files with @mantile/hf/gguf; other files cannot be read without running them.',
  };
}

function ambiguous(sets: readonly string[]): Finding {
  return {
    code: 'tensors.ambiguous_files',
    severity: 'error',
    path: '',
    message: `there are several sets of weights and no index: ${sets.slice(0, 10).join(', ')}.`,
    fix: 'Give a source that holds only one of them.',
  };
}
