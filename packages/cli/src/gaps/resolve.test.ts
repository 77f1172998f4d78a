import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { mixerTensors, toyConfig, toyFiles, writeFiles } from '../__fixtures__/models.ts';

// What the commands import when they run is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('../build/buildCommand.ts');
  await import('../__fixtures__/mixerLayer.ts');
  await import('./resolveCommand.ts');
  await import('../validate/validateFiles.ts');
}, 60_000);

const home = process.cwd();
const classes = join(import.meta.dirname, '../__fixtures__/mixerLayer.ts');
const configFile = 'model_configs/mixing.json';
let models = '';
let folder = '';
beforeAll(() => {
  models = mkdtempSync(join(tmpdir(), 'mantile-models-'));
  writeFiles(join(models, 'mixing'), toyFiles(mixerTensors()));
  const scaled = { ...toyConfig, rope_scaling: { rope_type: 'yarn', factor: 4 } };
  writeFiles(join(models, 'scaled'), { ...toyFiles(), 'config.json': scaled });
});
afterAll(() => {
  rmSync(models, { recursive: true });
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-resolve-'));
  process.chdir(folder);
  await build('mixing');
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const build = (model: string, ...args: readonly string[]) =>
  runMantile(['build', join(models, model), '--approve', ...args]);
const resolve = (...args: readonly string[]) =>
  runMantile(['gaps', 'resolve', '1', '--layers', classes, '--approve', ...args]);

describe('after a gap is resolved', () => {
  test('the next command is told, and needs the module with the class', async () => {
    const { code, out } = await resolve();
    expect(code).toBe(0);
    expect(out).toMatch(
      'MixerLayer lies in a module of yours: commands that read this config need --layers',
    );
    expect(out).toMatch(`Next: mantile validate ${configFile} --layers ${classes}\n`);
    const next = /^Next: mantile (.*)$/m.exec(out)?.[1]?.split(' ') ?? [];
    const valid = await runMantile(next);
    expect([valid.code, valid.out]).toEqual([0, `ok  ${configFile} (model config)\n`]);
    const without = await runMantile(['validate', configFile]);
    expect(without.code).toBe(1);
    expect(without.out).toMatch('no layer class "MixerLayer"');
    expect(without.out).toMatch(
      'A class of your own? Give the module that exports it: --layers <module>.',
    );
    writeFileSync('other.mjs', 'export const nothing = 1;\n');
    const other = await runMantile(['validate', configFile, '--layers', 'other.mjs']);
    expect([other.code, other.error]).toMatchObject([2, expect.stringMatching('no layer class')]);
  });

  test('programs are told the same', async () => {
    const { out } = await resolve('--json');
    expect(JSON.parse(out)).toMatchObject({
      findings: [],
      written: true,
      next: `mantile validate ${configFile} --layers ${classes}`,
    });
  });

  test('it is not resolved again', async () => {
    await resolve();
    const { code, error } = await resolve();
    expect(code).toBe(2);
    expect(error).toBe(
      'error: gap 1, mixer, is Implemented already, and no config in model_configs waits for it.\n',
    );
    const named = await resolve('--config', configFile);
    expect([named.code, named.error]).toMatchObject([
      1,
      expect.stringMatching('gap 1, mixer, is Implemented already, and no layer of mixing waits'),
    ]);
  });

  test('building the model anew does not undo it', async () => {
    await resolve();
    const before = readFileSync(configFile, 'utf8');
    const { code, error } = await build('mixing', '--replace');
    expect(code).toBe(1);
    expect(error).toMatch(`in ${configFile} gap 1, mixer is resolved`);
    expect(error).toMatch('mantile gaps resolve 1 once more');
    expect(readFileSync(configFile, 'utf8')).toBe(before);
    // The way that the message names.
    rmSync(configFile);
    expect((await build('mixing', '--replace')).code).toBe(0);
    expect(readFileSync(configFile, 'utf8')).toMatch('"supported": false');
    const { code: again, out } = await resolve();
    expect([again, readFileSync(configFile, 'utf8')]).toEqual([0, before]);
    expect(out).toMatch('its cases pass; they lie in specs/MixerLayer.md already.');
    // Where they do not, they go there.
    rmSync(configFile);
    rmSync('specs', { recursive: true });
    await build('mixing', '--replace');
    expect((await resolve()).out).toMatch('4 cases go to specs/MixerLayer.md as');
    expect(existsSync('specs/MixerLayer.md')).toBe(true);
  });

  test('a second model that waits for the same class is resolved by it', async () => {
    await resolve();
    expect((await build('mixing', '--id', 'second', '--replace')).code).toBe(0);
    const { code } = await resolve();
    expect(code).toBe(0);
    const second = readFileSync('model_configs/second.json', 'utf8');
    expect(second.replaceAll('second', 'mixing')).toBe(readFileSync(configFile, 'utf8'));
  });
});

describe('what is wrong names the file that it is in', () => {
  test.each(['foo bar', '', '__proto__', 'a|b', '../x'])(
    'and nothing is written where %j is to be the name of a layer',
    async (name) => {
      const before = readFileSync(configFile, 'utf8');
      const { code, error } = await resolve('--name', name);
      expect(code).toBe(1);
      expect(error).toMatch(/^error: --name: a layer is called attention, feedforward/);
      expect([existsSync('specs'), readFileSync(configFile, 'utf8')]).toEqual([false, before]);
    },
  );

  test('cases that fail', async () => {
    const cases = 'gaps/mixer_tests.md';
    const text = readFileSync(cases, 'utf8');
    writeFileSync(cases, text.replace(/(weightMemoryTotal: \*\*)[\d,]+/, '$11'));
    const { code, error } = await resolve();
    expect(code).toBe(1);
    expect(error).toMatch(/^error: gaps\/mixer_tests\.md:\d+: /);
    expect(existsSync('specs')).toBe(false);
  });

  test('a class that is not there', async () => {
    const { code, error } = await runMantile(['gaps', 'resolve', '1']);
    expect(code).toBe(1);
    expect(error).toMatch(
      /^error: --class: no layer class MixerLayer is registered.*--layers names/,
    );
  });

  test('a feature, which no class closes', async () => {
    await build('scaled');
    const list = await runMantile(['gaps', 'list']);
    const number = /^(\d+) .*yarn/m.exec(list.out)?.[1] ?? '';
    const { code, error } = await runMantile(['gaps', 'resolve', number]);
    expect(code).toBe(2);
    expect(error).toMatch(/is a feature that has no tensors, and no class closes it/);
  });
});
