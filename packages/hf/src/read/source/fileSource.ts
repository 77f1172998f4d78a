import type { Abort } from '../abort.ts';

/**
 * A file of a model: its path within the model, and its size.
 *
 * @example
 * import { filesInMemory, type SourceFile } from '@mantile/hf';
 * const files: readonly SourceFile[] = filesInMemory('my-model', { 'config.json': '{}' }).files;
 * files // => [{ path: 'config.json', size: 2 }]
 * @category Sources
 */
export interface SourceFile {
  /** With `/` between folders. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Where a model's files lie: on the hub, in a folder, in memory, or wherever you bring one from.
 *
 * @example
 * import { filesInMemory, type FileSource } from '@mantile/hf';
 * const source: FileSource = filesInMemory('my-model', { 'config.json': '{"hidden_size": 4096}' });
 * const bytes = await source.read('config.json', 1, 14);
 * String.fromCharCode(...bytes) // => '"hidden_size"'
 * @category Sources
 */
export interface FileSource {
  /** What it is called: the model's name on the hub, the folder's path. */
  readonly id: string;
  /** The commit, where the files under it never change; a cache keeps nothing without one. */
  readonly revision?: string;
  readonly files: readonly SourceFile[];
  /** Reads the bytes from `start` up to `end`, which lies within the file. */
  read(path: string, start: number, end: number, options?: ReadOptions): Promise<Uint8Array>;
}

/**
 * How to read from a source.
 *
 * @example
 * import { filesInMemory, type ReadOptions } from '@mantile/hf';
 * const options: ReadOptions = { signal: { aborted: false } };
 * (await filesInMemory('my-model', { 'config.json': '{}' }).read('config.json', 0, 2, options)).length // => 2
 * @category Sources
 */
export interface ReadOptions {
  /** Calls the reading off. */
  readonly signal?: Abort | undefined;
}
