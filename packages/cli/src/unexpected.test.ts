import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMantile } from './__fixtures__/mantile.ts';
import { tellUnexpected } from './unexpected.ts';

let folder = '';
beforeAll(async () => {
  await import('./build/buildCommand.ts');
  await import('./gaps/registryFile.ts');
  await import('./validate/validateFiles.ts');
  folder = mkdtempSync(join(tmpdir(), 'mantile-unexpected-'));
  writeFileSync(join(folder, 'file.json'), JSON.stringify({ model_type: 'llama' }));
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const at = (path: string): string => join(folder, path);

test.each([
  ['build', 'file.json', '--scratch', 'scratch', '--out', 'file.json'],
  ['build', 'file.json', '--scratch', 'file.json/x'],
  ['gaps', 'list', '--registry', 'file.json/x'],
  ['validate', 'file.json/x'],
  ['estimate', 'file.json/x', '--on', 'h100'],
  ['estimate', 'llama-3.1-8b', '--on', 'h100', '--svg', 'file.json/x.svg'],
])('a file where a folder should be is told in words: mantile %s %s', async (...args) => {
  const isPath = (word: string) => /^(?:file\.json|scratch)/.test(word);
  const { code, error } = await runMantile(args.map((word) => (isPath(word) ? at(word) : word)));
  expect(code).toBe(2);
  expect(error).toMatch(/^error: /);
  expect(error).not.toMatch(/^\s+at |lstat|program\.failed/m);
  expect(error).not.toMatch(/: ENOTDIR\./);
});

test.skipIf(process.platform !== 'linux')(
  'a folder that nothing can be made in ends the work',
  async () => {
    const place = '/proc/mantile/out';
    const { code, error } = await runMantile(['build', at('file.json'), '--scratch', place]);
    expect([code, error]).toMatchObject([
      2,
      expect.stringMatching(/--scratch \/proc\/mantile\/out: .* name another folder\.\n$/),
    ]);
  },
);

test.skipIf(process.platform !== 'linux')(
  'a device that never ends is read no further than a config goes',
  async () => {
    const { code, error } = await runMantile(['validate', '/dev/zero']);
    expect([code, error]).toMatchObject([2, expect.stringMatching('no config is that large')]);
  },
);

test('what nobody foresaw is told without its stack, and how to report it', async () => {
  const told = async (environment: Record<string, string>) => {
    const broken = new RangeError('a slip');
    const out = () => {
      throw broken;
    };
    return runMantile(['models'], { out, environment });
  };
  const { code, error } = await told({});
  expect(code).toBe(4);
  expect(error).toMatch(
    /^error: program\.failed: RangeError: a slip\.\n.*a fault of mantile itself/,
  );
  expect(error).toMatch(/report it .*mantile \d.* Node \d.*MANTILE_DEBUG=1/);
  expect(error).not.toMatch(/^\s+at /m);
  expect((await told({ MANTILE_DEBUG: '1' })).error).toMatch(/^\s+at /m);
});

test.each([
  ['a word', 'thrown: a word'],
  [undefined, 'thrown: undefined'],
  [{}, 'thrown: '],
])('whatever is thrown, it is told: %s', (thrown, words) => {
  let error = '';
  const code = tellUnexpected(thrown, {
    error: (text) => (error += text),
    isTerminal: false,
    environment: {},
  });
  expect([code, error]).toMatchObject([4, expect.stringContaining(words)]);
});
