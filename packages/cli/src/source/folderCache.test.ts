import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedSource, filesInMemory } from '@mantile/hf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderCache } from './folderCache.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-cache-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A source that counts how often it is asked. */
function watched(name: string) {
  const source = { ...filesInMemory(name, { 'config.json': '{"a": 1}' }), revision: 'c0ffee' };
  let reads = 0;
  const read: typeof source.read = (...args) => {
    reads += 1;
    return source.read(...args);
  };
  return { source: { ...source, read }, reads: () => reads };
}

test('what was read once is read from the folder the next time, whatever the model is called', async () => {
  const cache = folderCache(join(folder, 'kept'));
  const { source, reads } = watched('../../etc/passwd');
  const first = await cachedSource(source, cache).read('config.json', 0, 8);
  const again = await cachedSource(source, folderCache(join(folder, 'kept'))).read(
    'config.json',
    0,
    8,
  );
  expect(Buffer.from(again).toString()).toBe(Buffer.from(first).toString());
  expect(reads()).toBe(1);
  expect(readdirSync(join(folder, 'kept'))).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
});

test('a folder that is none keeps nothing and stops nobody', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { source, reads } = watched('model');
  const cached = cachedSource(source, folderCache(join(folder, 'file')));
  await cached.read('config.json', 0, 8);
  await cached.read('config.json', 0, 8);
  expect(reads()).toBe(2);
});
