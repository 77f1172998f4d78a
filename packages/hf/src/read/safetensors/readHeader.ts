import { refusal } from '../refusal.ts';
import type { FileSource, ReadOptions, SourceFile } from '../source/fileSource.ts';
import { readRange } from '../source/readFile.ts';
import { parseSafetensorsHeader, type SafetensorsHeader } from './parseHeader.ts';

/** What the reference implementation allows, too. */
const maximumHeaderBytes = 100_000_000;
const lengthBytes = 8;

/** Reads a file's header in two ranges, its length and itself: not a byte of the weights. */
export async function readSafetensorsHeader(
  source: FileSource,
  file: SourceFile,
  options?: ReadOptions,
): Promise<SafetensorsHeader> {
  const { path, size } = file;
  const refuse = (code: string, message: string, value: unknown) =>
    refusal({ code, path, message, value });
  if (size < lengthBytes) {
    throw refuse('safetensors.file_truncated', `the file has only ${size} bytes.`, size);
  }
  const headerBytes = readLength(await readRange(source, path, 0, lengthBytes, options));
  if (headerBytes > maximumHeaderBytes) {
    throw refuse(
      'safetensors.header_too_large',
      `the header claims ${headerBytes} bytes; at most ${maximumHeaderBytes} are read.`,
      headerBytes,
    );
  }
  const dataBytes = size - lengthBytes - headerBytes;
  if (dataBytes < 0) {
    throw refuse(
      'safetensors.file_truncated',
      `the header claims ${headerBytes} bytes; the file ends after ${size}.`,
      size,
    );
  }
  const end = lengthBytes + headerBytes;
  const header = await readRange(source, path, lengthBytes, end, options);
  return parseSafetensorsHeader(header, path, dataBytes);
}

/** Eight bytes, the lowest first; beyond what a double holds exactly it is only ever compared with a limit. */
function readLength(bytes: Uint8Array): number {
  return bytes.reduceRight((length, byte) => length * 256 + byte, 0);
}
