import { gguf, type GGUFParseOutput } from '@huggingface/gguf';
import { MantileError } from '@mantile/core';
import { throwIfAborted } from '../read/abort.ts';
import { refusal } from '../read/refusal.ts';
import type { FileSource, ReadOptions, SourceFile } from '../read/source/fileSource.ts';
import { readRange } from '../read/source/readFile.ts';

/** The largest headers, with the merges of a large vocabulary, take a third. */
const maximumHeaderBytes = 48_000_000;

/** Reads the header of one file with the hub's parser, which asks for pieces by ranges as it needs them. */
export async function readGgufFile(
  source: FileSource,
  file: SourceFile,
  options: ReadOptions | undefined,
): Promise<GGUFParseOutput> {
  const { path, size } = file;
  let isBehind = size === 0;
  const answer = async (
    _: unknown,
    init: { readonly headers: Readonly<Record<string, string>> },
  ) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(init.headers['Range'] ?? '') ?? [];
    const start = Number(first);
    const end = Math.min(Number(last) + 1, size);
    // The parser reads ahead, and takes what lies behind the end for zeros: one piece of them, and no more.
    if (start >= size && isBehind) throw truncated(file);
    isBehind = start >= size;
    if (end > maximumHeaderBytes) throw tooLarge(file);
    const bytes = isBehind ? new Uint8Array(0) : await readRange(source, path, start, end, options);
    return {
      headers: { get: () => `bytes ${start}-${end - 1}/${size}` },
      arrayBuffer: () => Promise.resolve(bytes.slice().buffer),
    };
  };
  let parsed: GGUFParseOutput;
  try {
    // Of the address only its form is looked at; what a platform calls `fetch` the libraries cannot name.
    parsed = await gguf('https://source.invalid/model.gguf', { fetch: answer as never });
  } catch (cause) {
    if (MantileError.isInstance(cause)) throw cause;
    throwIfAborted(options?.signal, path);
    // Its parser reads past what it has when a header breaks off.
    if (cause instanceof RangeError) throw truncated(file, cause);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw refusal({ code: 'gguf.malformed', path, message: `${why}.` }, cause);
  }
  if (parsed.tensorInfoByteRange[1] > size) throw truncated(file);
  return parsed;
}

function truncated({ path, size }: SourceFile, cause?: unknown): MantileError {
  const message = `the header goes on behind the end of the file, after ${size} bytes: fetch it again.`;
  return refusal({ code: 'gguf.truncated', path, value: size, message }, cause);
}

function tooLarge({ path }: SourceFile): MantileError {
  return refusal({
    code: 'gguf.header_too_large',
    path,
    message: `the header has more than ${maximumHeaderBytes} bytes.`,
  });
}
