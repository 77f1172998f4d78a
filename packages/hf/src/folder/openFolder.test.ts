import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../read/__fixtures__/faults.ts';
import { safetensorsFile } from '../read/__fixtures__/safetensors.ts';
import { getModelConfig } from '../read/inspect/getModelConfig.ts';
import { inspectModelStructure } from '../read/inspect/inspectModelStructure.ts';
import { openFolder } from './openFolder.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mantile-'));
  await mkdir(join(folder, 'model', 'gguf'), { recursive: true });
  await mkdir(join(folder, 'model', '.git'));
  await writeFile(join(folder, 'model', '.git', 'config'), '');
  await writeFile(join(folder, 'model', 'gguf', 'model.gguf'), 'GGUF');
  await writeFile(join(folder, 'model', 'config.json'), '{"model_type": "llama"}');
  // As the hub's own cache lays files out.
  await writeFile(
    join(folder, 'blob'),
    safetensorsFile([{ name: 'a', shape: [2], dtype: 'BF16' }]),
  );
  await symlink(join(folder, 'blob'), join(folder, 'model', 'model.safetensors'));
  await symlink(join(folder, 'gone'), join(folder, 'model', 'optimizer.bin'));
  await symlink(folder, join(folder, 'model', 'up'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('lists files below the folder with their sizes, and follows links to files alone', async () => {
  const source = await openFolder(join(folder, 'model'));
  expect(source.files.map(({ path, size }) => [path, size > 0])).toEqual([
    ['config.json', true],
    ['gguf/model.gguf', true],
    ['model.safetensors', true],
  ]);
  expect(source.revision).toBeUndefined();
});

test('serves an inspection', async () => {
  const source = await openFolder(join(folder, 'model'));
  expect((await getModelConfig(source)).config).toEqual({ model_type: 'llama' });
  expect((await inspectModelStructure(source)).tensors).toMatchObject([{ name: 'a' }]);
});

test('takes one file for a model of one file', async () => {
  const source = await openFolder(join(folder, 'model', 'config.json'));
  expect(source.files).toEqual([{ path: 'config.json', size: 23 }]);
  expect((await source.read('config.json', 2, 12)).length).toBe(10);
});

test('reads nothing outside, and says when there is nothing', async () => {
  const source = await openFolder(join(folder, 'model'));
  for (const path of ['../blob', join(folder, 'blob'), 'up/blob', 'constructor']) {
    expect(await codesOf(source.read(path, 0, 1))).toEqual(['source.no_file']);
  }
  expect(await codesOf(openFolder(join(folder, 'nowhere')))).toEqual(['folder.unreadable']);
});
