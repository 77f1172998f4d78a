import { refusal } from '../refusal.ts';
import { encodeText } from '../text.ts';
import type { FileSource } from './fileSource.ts';

/**
 * What is used of a `Blob` or `File`, as a browser's file picker gives it: nothing is read before it is needed.
 *
 * @example
 * import { filesInMemory, type BlobLike } from '@mantile/hf';
 * const blob: BlobLike = {
 *   size: 2,
 *   slice: () => ({ arrayBuffer: () => Promise.resolve(Uint8Array.of(123, 125).buffer) }),
 * };
 * filesInMemory('my-model', { 'config.json': blob }).files // => [{ path: 'config.json', size: 2 }]
 * @category Sources
 */
export interface BlobLike {
  readonly size: number;
  /** The bytes from one place up to another. */
  slice(
    start: number,
    end: number,
  ): {
    /** These bytes, read. */
    arrayBuffer(): Promise<ArrayBufferLike>;
  };
}

/**
 * Makes a source of files at hand: texts, bytes, or the `File`s that a browser's file picker gives.
 *
 * @example
 * import { filesInMemory, getModelConfig } from '@mantile/hf';
 * const source = filesInMemory('my-model', { 'config.json': '{"model_type": "llama"}' });
 * (await getModelConfig(source)).config // => { model_type: 'llama' }
 * @category Sources
 */
export function filesInMemory(
  id: string,
  files: Readonly<Record<string, string | Uint8Array | BlobLike>>,
): FileSource {
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? encodeText(content) : content,
    ]),
  );
  return {
    id,
    files: [...contents].map(([path, content]) => ({
      path,
      size: content instanceof Uint8Array ? content.length : content.size,
    })),
    async read(path, start, end) {
      const content = contents.get(path);
      if (content === undefined) throw missingFile(id, path, [...contents.keys()]);
      if (content instanceof Uint8Array) return content.subarray(start, end);
      return new Uint8Array(await content.slice(start, end).arrayBuffer());
    },
  };
}

/** The error for a path that a source does not hold. */
export function missingFile(id: string, path: string, known: readonly string[]) {
  return refusal({
    code: 'source.no_file',
    path,
    value: path,
    legal: known.slice(0, 50),
    message: `${id} holds no file ${path}.`,
  });
}
