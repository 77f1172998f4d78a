import { expect, test } from 'vitest';
import { codesOf } from '../__fixtures__/faults.ts';
import { getModelConfig } from '../inspect/getModelConfig.ts';
import { cachedSource } from './cachedSource.ts';
import { filesInMemory } from './filesInMemory.ts';

const memory = () => {
  const kept = new Map<string, Uint8Array>();
  const cache = {
    get: (key: string) => kept.get(key),
    set: (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
  };
  return { kept, cache };
};

test('a Blob is read by ranges', async () => {
  const source = filesInMemory('model', { 'config.json': new Blob(['{"a": 1}']) });
  expect(source.files).toEqual([{ path: 'config.json', size: 8 }]);
  expect((await getModelConfig(source)).config).toEqual({ a: 1 });
});

test('a file that is not there is refused, whatever its name', async () => {
  const source = filesInMemory('model', { 'config.json': '{}' });
  expect(await codesOf(source.read('constructor', 0, 1))).toEqual(['source.no_file']);
});

test('findings name their file', async () => {
  const { config, quantConfig, findings } = await getModelConfig(
    filesInMemory('model', { 'config.json': '{"a": NaN}', 'hf_quant_config.json': '{' }),
  );
  expect(config).toEqual({ a: NaN });
  expect(quantConfig).toEqual({});
  expect(findings.map(({ code, path }) => [code, path])).toEqual([
    ['json.not_finite', 'config.json: a'],
    ['json.syntax', 'hf_quant_config.json'],
  ]);
});

test('a config that is no text or too large is refused', async () => {
  const binary = filesInMemory('model', { 'config.json': Uint8Array.of(0xff) });
  expect(await codesOf(getModelConfig(binary))).toEqual(['source.not_text']);
  const huge = {
    ...binary,
    files: [{ path: 'config.json', size: 2 ** 40 }],
  };
  expect(await codesOf(getModelConfig(huge))).toEqual(['source.too_large']);
});

test('a cache answers what it holds whole, and keeps nothing of a source without a revision', async () => {
  const { kept, cache } = memory();
  const plain = filesInMemory('model', { 'config.json': '{"a": 1}' });
  await cachedSource(plain, cache).read('config.json', 0, 8);
  expect(kept.size).toBe(0);

  const source = cachedSource({ ...plain, revision: 'c0ffee' }, cache);
  await source.read('config.json', 0, 8);
  const [key] = kept.keys();
  kept.set(key!, new TextEncoder().encode('{"a": 2}'));
  expect((await getModelConfig(source)).config).toEqual({ a: 2 });
  kept.set(key!, new TextEncoder().encode('{"a"'));
  expect((await getModelConfig(source)).config).toEqual({ a: 1 });
});
