import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { mixerTensors, toyFiles, writeFiles } from '../__fixtures__/models.ts';

const home = process.cwd();
const classes = join(import.meta.dirname, '../__fixtures__/mixerLayer.ts');
const own = 'model_configs/mixing.json';
let folder = '';

// What the commands import when they run is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('../build/buildCommand.ts');
  await import('../compare/compareCommand.ts');
  await import('../estimate/estimateCommand.ts');
  await import('../explain/explainCommand.ts');
  await import('../fit/fitCommand.ts');
  await import('../gaps/resolveCommand.ts');
  folder = mkdtempSync(join(tmpdir(), 'mantile-own-'));
  process.chdir(folder);
  writeFiles('mixing', toyFiles(mixerTensors()));
  expect((await runMantile(['build', 'mixing', '--approve'])).code).toBe(0);
  const resolved = ['gaps', 'resolve', '1', '--layers', classes, '--approve'];
  expect((await runMantile(resolved)).code).toBe(0);
}, 120_000);
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const commands: readonly (readonly string[])[] = [
  ['estimate', own, '--on', 'h100'],
  ['explain', own, '--on', 'h100'],
  ['compare', own, '--on', 'h100', '--on', 'h200'],
  ['fit', own, '--on', 'h100', '--question', 'packages'],
];

describe.each(commands)('mantile %s', (...args) => {
  test('reads a config with classes of one’s own', async () => {
    const { code, out, error } = await runMantile([...args, '--layers', classes]);
    expect([code, error]).toEqual([0, '']);
    expect(out).not.toMatch('no layer kind describes');
  });

  test('says how to bring them, before it guesses at another', async () => {
    const { code, error } = await runMantile(args);
    expect(code).toBe(2);
    expect(error).toMatch(
      /no layer class "MixerLayer"\. A class of your own\? Give the module that exports it: --layers <module>\./,
    );
    expect(error).not.toMatch('did you mean');
  });
});

test('counts what such a layer weighs', async () => {
  const weights = async (...args: readonly string[]) => {
    const { out } = await runMantile(['estimate', ...args, '--on', 'h100', '--json']);
    return (JSON.parse(out) as { memory: { weights: number } }).memory.weights;
  };
  const whole = await weights(own, '--layers', classes);
  // Two matrices of 64 by 96 and a vector, in two bytes each.
  writeFiles('plain', toyFiles());
  expect(whole - (await weights('plain'))).toBe(2 * (2 * 64 * 96 + 96));
});

test('a checkpoint names no classes, and a note says what does', async () => {
  const args = ['estimate', 'mixing', '--on', 'h100'];
  const { code, out } = await runMantile([...args, '--layers', classes]);
  expect(code).toBe(0);
  expect(out).toMatch('model.unknown_layers');
  expect(out).toMatch('model.layers_not_used');
  expect((await runMantile(args)).out).not.toMatch('model.layers_not_used');
});

test('where --layers is a number, a module is told where it belongs', async () => {
  for (const command of ['inspect', 'build']) {
    const { code, error } = await runMantile([command, 'mixing', '--layers', 'my-layers.mjs']);
    expect([code, error]).toMatchObject([
      2,
      expect.stringMatching('here it is the number of layers'),
    ]);
    const other = await runMantile([command, own]);
    expect([other.code, other.error]).toMatchObject([
      2,
      expect.stringMatching('is a model config already'),
    ]);
  }
});

const whole = `static kind = 'MixerLayer'; static specSchema = {};`;
const modules: readonly (readonly [what: string, text: string, told: RegExp])[] = [
  [
    'that throws',
    'const a = 1;\nthrow new Error("not today");',
    /cannot be loaded: Error: not today \(bad-0\.mjs:2/,
  ],
  [
    'without a schema',
    `export class MixerLayer { static kind = 'MixerLayer'; }`,
    /MixerLayer has no static specSchema/,
  ],
  [
    'without a kind',
    `export class MixerLayer { static specSchema = {}; }`,
    /MixerLayer has no static kind\./,
  ],
  ['with another class', `export class Mixer {}`, /Mixer has no static kind and no specSchema/],
  ['without any', 'export const nothing = 1;', /exports no layer class: a class with static kind/],
];

test.each(modules)('a module %s is refused with the reason', async (_, text, told) => {
  // A module is read once, whatever becomes of its file.
  const name = `bad-${modules.findIndex(([, each]) => each === text)}.mjs`;
  writeFileSync(name, text);
  const { code, error } = await runMantile(['estimate', own, '--on', 'h100', '--layers', name]);
  expect(error).toMatch(told);
  expect(code).toBe(2);
});

test('a slip of syntax is told with its line', () => {
  writeFileSync('slip.mjs', 'export const one = 1;\nexport class {\n');
  const program = join(home, 'packages/cli/src/mantile.ts');
  const args = [join(home, 'scripts/run.mjs'), program, 'layers', '--layers', resolve('slip.mjs')];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8' });
  expect(stderr).toMatch(/cannot be loaded: SyntaxError: .*\(.*slip\.mjs:2\)\n$/);
  expect(status).toBe(2);
});

test('a class that throws is told with its place', async () => {
  writeFileSync(
    'throws.mjs',
    `export class MixerLayer {\n ${whole}\n constructor() {\n  throw new TypeError('no mixing');\n }\n}\n`,
  );
  for (const args of [
    ['estimate', own, '--on', 'h100'],
    ['gaps', 'resolve', '1', '--config', own],
    ['validate', own],
  ]) {
    const { code, out, error } = await runMantile([...args, '--layers', 'throws.mjs']);
    expect(out + error).not.toMatch(/^\s+at /m);
    expect([args[0], code]).toEqual([args[0], expect.any(Number)]);
    expect(out + error).toMatch(/no mixing|Implemented/);
  }
});

test('a module is loaded with any model, and a note says where it has no use', async () => {
  const on = ['--on', 'h100', '--layers'];
  for (const command of ['estimate', 'explain', 'fit', 'compare --tp 1 --tp 2', 'pools']) {
    const { code, error } = await runMantile([
      ...command.split(' '),
      'llama-3.1-8b',
      ...on,
      'none.mjs',
    ]);
    expect([command, code, error]).toEqual([
      command,
      2,
      expect.stringMatching(/--layers none\.mjs: no such file/),
    ]);
  }
  const { code, out } = await runMantile(['estimate', 'llama-3.1-8b', ...on, classes]);
  expect([code, out]).toEqual([0, expect.stringMatching(/model\.layers_not_used/)]);
});
