import type { FileSource } from './fileSource.ts';

/**
 * Keeps what was read, so that the next look at the same model needs no network: a folder, IndexedDB, a map.
 *
 * @example
 * import type { Cache } from '@mantile/hf';
 * const kept = new Map<string, Uint8Array>();
 * const cache: Cache = { get: (key) => kept.get(key), set: (key, bytes) => void kept.set(key, bytes) };
 * cache.get('nothing yet') // => undefined
 * @category Sources
 */
export interface Cache {
  /** What was kept under a key, or nothing. */
  get(key: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Keeps something under a key. */
  set(key: string, bytes: Uint8Array): void | Promise<void>;
}

/**
 * The same files, read through a cache. Only a source with a revision is cached: the files of others may change.
 *
 * @example
 * import { cachedSource, filesInMemory } from '@mantile/hf';
 * const kept = new Map<string, Uint8Array>();
 * const source = { ...filesInMemory('my-model', { 'config.json': '{}' }), revision: 'c0ffee' };
 * await cachedSource(source, { get: (key) => kept.get(key), set: (key, bytes) => void kept.set(key, bytes) }).read('config.json', 0, 2);
 * [...kept.keys()] // => ['my-model@c0ffee/config.json:0-2']
 * @category Sources
 */
export function cachedSource(source: FileSource, cache: Cache): FileSource {
  const { revision } = source;
  if (revision === undefined) return source;
  return {
    ...source,
    async read(path, start, end, options) {
      const key = `${source.id}@${revision}/${path}:${start}-${end}`;
      const kept = await cache.get(key);
      // A cache that lost its end is no cache.
      if (kept?.length === end - start) return kept;
      const bytes = await source.read(path, start, end, options);
      await cache.set(key, bytes);
      return bytes;
    },
  };
}
