import { throwIfAborted } from '../abort.ts';
import { refusal } from '../refusal.ts';
import type { FileSource, ReadOptions, SourceFile } from './fileSource.ts';

/** A file of a source by its path. */
export function findFile(source: FileSource, path: string): SourceFile | undefined {
  return source.files.find((file) => file.path === path);
}

/** Reads a range, and refuses an answer of another length: what follows would be read out of place. */
export async function readRange(
  source: FileSource,
  path: string,
  start: number,
  end: number,
  options: ReadOptions = {},
): Promise<Uint8Array> {
  throwIfAborted(options.signal, path);
  const bytes = await source.read(path, start, end, options);
  if (bytes.length === end - start) return bytes;
  throw refusal({
    code: 'source.short_read',
    path,
    value: bytes.length,
    message: `${source.id} answered with ${bytes.length} bytes when ${end - start} were asked for.`,
  });
}

/** Reads a small file whole. */
export async function readWhole(
  source: FileSource,
  file: SourceFile,
  maximumBytes: number,
  options?: ReadOptions,
): Promise<Uint8Array> {
  if (file.size > maximumBytes) {
    throw refusal({
      code: 'source.too_large',
      path: file.path,
      value: file.size,
      message: `the file has ${file.size} bytes; at most ${maximumBytes} are read.`,
    });
  }
  return readRange(source, file.path, 0, file.size, options);
}
