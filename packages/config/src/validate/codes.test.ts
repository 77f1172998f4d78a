import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folders = [import.meta.dirname, join(import.meta.dirname, '../codec')];
const guide = readFileSync(
  join(import.meta.dirname, '../../../../docs/create-a-model-config.md'),
  'utf8',
);
const code = /(?:config|suspicious|spec)\.[a-z_]+/g;

test('the guide lists every code that the validator has, and no other', () => {
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.test|__fixtures__/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  const quoted = sources.flatMap((text) => text.match(/'(?:config|suspicious)\.[a-z_]+'/g) ?? []);
  const table = guide.split('\n').filter((line) => line.startsWith('| `'));
  const listed = table.flatMap((line) => line.split('|')[1]?.match(code) ?? []);
  // What classes refuse comes from them.
  const emitted = [...quoted.map((text) => text.slice(1, -1)), 'spec.invalid'];
  expect([...new Set(listed)].sort()).toEqual([...new Set(emitted)].sort());
  expect(new Set(listed).size).toBe(listed.length);
});
