import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateModelConfig } from '@mantile/config';
import { readGapRegistry } from '@mantile/hf';
import { runSpec } from '@mantile/layers/spec';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { mixerTensors, toyConfig, toyFiles, writeFiles } from '../__fixtures__/models.ts';
import { layersFrom } from '../input/layersFrom.ts';
import type { Io } from '../io.ts';

// What the commands import when they run is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./buildCommand.ts');
  await import('../__fixtures__/mixerLayer.ts');
  await import('../gaps/resolveCommand.ts');
}, 60_000);

const home = process.cwd();
const classes = join(import.meta.dirname, '../__fixtures__/mixerLayer.ts');
let models = '';
let folder = '';
beforeAll(() => {
  models = mkdtempSync(join(tmpdir(), 'mantile-models-'));
  writeFiles(join(models, 'toy'), toyFiles());
  writeFiles(join(models, 'mixing'), toyFiles(mixerTensors()));
  writeFiles(join(models, 'unknown'), { 'config.json': { model_type: 'nobody-knows-it' } });
});
afterAll(() => {
  rmSync(models, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-build-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const build = (model: string, args: readonly string[] = [], world: Partial<Io> = {}) =>
  runMantile(['build', join(models, model), ...args], world);

/** All files of the working folder. */
function files(): readonly string[] {
  return readdirSync('.', { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .sort();
}

/** Somebody at the terminal who gives these answers, and what was asked. */
function person(...answers: readonly string[]) {
  const asked: string[] = [];
  const ask = (question: string) => {
    asked.push(question);
    return Promise.resolve(answers[asked.length - 1] ?? '');
  };
  return { asked, ask };
}

describe('build', () => {
  test('shows everything, and writes to the scratch folder alone', async () => {
    const { code, out, error } = await build('mixing');
    expect(code).toBe(0);
    expect(out).toMatch(/1\. What was read[^]*2\. Gaps[^]*3\. Files/);
    expect(out).toMatch(/^Unknown +mixer +1 +HIGH +12,384 +gaps\/mixer\.md$/m);
    expect(out).toMatch('1 gap, 1 report, 4 cases, 0 unaccounted for');
    expect(out).toMatch(/^model_configs\/mixing\.json {2}[\d,]+ bytes, new$/m);
    expect(error).toBe('Nothing was written to the working folder; --approve writes 7 files.\n');
    expect(files().filter((path) => !path.startsWith('mantile-scratch/mixing/'))).toEqual([]);
    expect(files()).toContain('mantile-scratch/mixing/tensors.csv');
  });

  test('takes no folder of the person’s own for its scratch folder', async () => {
    mkdirSync('own/gaps', { recursive: true });
    writeFileSync('own/gaps/README.md', 'mine');
    const { code, error } = await build('mixing', ['--scratch', 'own']);
    expect(code).not.toBe(0);
    expect(error).toMatch('--scratch own: the folder holds files that no earlier run left there');
    expect(readFileSync('own/gaps/README.md', 'utf8')).toBe('mine');
    const working = await build('mixing', ['--scratch', '.']);
    expect([working.code, working.error]).toEqual([2, expect.stringMatching('working folder')]);
    mkdirSync('empty');
    expect((await build('mixing', ['--scratch', 'empty'])).code).toBe(0);
    expect((await build('mixing', ['--scratch', 'empty'])).code).toBe(0);
  });

  test('once approved writes what it has shown', async () => {
    const { code, out } = await build('mixing', [
      '--approve',
      '--scratch',
      'scratch',
      '--out',
      'out',
      '--id',
      'my.mix',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch('Written to out:');
    expect(files().filter((path) => path.startsWith('out/'))).toEqual([
      'out/gaps/README.md',
      'out/gaps/mixer.json',
      'out/gaps/mixer.md',
      'out/gaps/mixer_tests.md',
      'out/model_configs/my.mix.json',
      'out/reports/my.mix.summary.md',
      'out/reports/my.mix.validation_report.md',
    ]);
    const config = readFileSync('out/model_configs/my.mix.json', 'utf8');
    expect(validateModelConfig(config, { fileName: 'my.mix.json' }).errors).toEqual([]);
    expect((await runMantile(['validate', 'out'])).code).toBe(0);
    const cases = readFileSync('out/gaps/mixer_tests.md', 'utf8');
    const layers = await layersFrom(classes);
    expect(runSpec(cases, { layers, file: 'mixer_tests.md' }).passed).toBe(true);
    for (const path of files().filter((name) => name.startsWith('out/'))) {
      expect(readFileSync(path, 'utf8')).toBe(
        readFileSync(path.replace('out/', 'scratch/'), 'utf8'),
      );
    }
    const again = await build('mixing', [
      '--approve',
      '--scratch',
      'scratch',
      '--out',
      'out',
      '--id',
      'my.mix',
    ]);
    expect(again.out).toMatch('All there already, in out:');
  });

  test('replaces another file only when told, and all or none', async () => {
    writeFiles('.', { 'model_configs/toy.json': { mine: true } });
    const refused = await build('toy', ['--approve']);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/^model_configs\/toy\.json .* REPLACES another file/m);
    expect(refused.error).toMatch('--replace lets them go');
    expect(readFileSync('model_configs/toy.json', 'utf8')).toBe('{"mine":true}');
    expect(existsSync('reports')).toBe(false);
    expect((await build('toy', ['--approve', '--replace'])).code).toBe(0);
    expect(readFileSync('model_configs/toy.json', 'utf8')).toMatch('"model_id": "toy"');
  });

  test('adds the gaps of a second model to the registry, and keeps a registry with words of its own', async () => {
    writeFiles(
      join(models, 'second'),
      toyFiles([
        ...mixerTensors().filter(({ name }) => !name.includes('mixer')),
        { name: 'model.layers.0.folder.weight', shape: [8, 64], dtype: 'BF16' },
      ]),
    );
    await build('mixing', ['--approve']);
    const { out } = await build('second', ['--approve']);
    expect(out).toMatch(/^ +gaps\/README\.md .* updates the file that is there$/m);
    const registry = readFileSync('gaps/README.md', 'utf8');
    expect(readGapRegistry(registry).map(({ feature }) => feature)).toEqual(['mixer', 'folder']);
    writeFileSync('gaps/README.md', `${registry}\nA note.\n`);
    rmSync('gaps/mixer.md');
    expect((await build('mixing', ['--approve'])).code).toBe(1);
    expect(existsSync('gaps/mixer.md')).toBe(false);
  });

  test('asks at each checkpoint where somebody can answer', async () => {
    const yes = person('y', 'yes', 'y');
    expect((await build('mixing', [], { ask: yes.ask })).code).toBe(0);
    expect(yes.asked).toEqual([
      'Go on? [y/N] ',
      'Go on? [y/N] ',
      'Write 7 files to the working folder? [y/N] ',
    ]);
    expect(existsSync('model_configs/mixing.json')).toBe(true);
    const quiet = person('y');
    await build('toy', [], { ask: quiet.ask });
    expect(quiet.asked).toEqual(['Write 3 files to the working folder? [y/N] ']);
    expect(existsSync('model_configs/toy.json')).toBe(true);
  });

  test.each([[['']], [['y', 'n']], [['y', 'y', 'sure']]])('takes %j for no', async (answers) => {
    const { error, code } = await build('mixing', [], { ask: person(...answers).ask });
    expect([code, error]).toEqual([0, 'Nothing was written to the working folder.\n']);
    expect(files().some((path) => !path.startsWith('mantile-scratch/'))).toBe(false);
  });

  test('with errors is not approved beforehand, and says what they are', async () => {
    const { code, out, error } = await build('toy', ['--approve', '--validate', '70B']);
    expect(code).toBe(1);
    expect(out).toMatch('[validation.parameters_differ]');
    expect(error).toBe('Nothing was written to the working folder: settle 1 error first.\n');
    expect(existsSync('model_configs')).toBe(false);
    const unknown = await build('unknown', ['--approve']);
    expect([unknown.code, existsSync('gaps')]).toEqual([1, false]);
    expect(unknown.error).toMatch('No config could be made');
  });

  test('tells programs the same, and asks them nothing', async () => {
    const { asked, ask } = person('y', 'y', 'y');
    const { code, out } = await build('mixing', ['--json'], { ask });
    expect([code, asked]).toEqual([0, []]);
    expect(JSON.parse(out)).toMatchObject({
      model_id: 'mixing',
      counts: { identified: 1, unaccounted: 0 },
      files: [{ path: 'model_configs/mixing.json', state: 'new' }, {}, {}, {}, {}, {}, {}],
      written: false,
    });
  });

  test('never leaves its folders, by names or by links', async () => {
    for (const id of ['../escape', '..', '.hidden', 'a/b', '', 'x'.repeat(200), '-rf']) {
      expect((await build('toy', [`--id=${id}`, '--approve'])).code).toBe(2);
    }
    writeFiles(join(models, 'sly'), { 'config.json': { ...toyConfig, _name_or_path: '../..' } });
    await build('sly', ['--approve']);
    mkdirSync('elsewhere');
    rmSync('reports', { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), 'reports');
    const { code, error } = await build('toy', ['--approve']);
    expect([code, readdirSync('elsewhere')]).toEqual([2, []]);
    expect(error).toMatch('reports is a link or a file');
    // All or nothing: what comes before the link was not written either.
    expect(existsSync('model_configs/toy.json')).toBe(false);
    expect(files().every((path) => !path.includes('..'))).toBe(true);
  });

  test('claims no source that only a file on this machine names', async () => {
    const config = { ...toyConfig, _name_or_path: 'org/famous' };
    writeFiles(join(models, 'named'), { ...toyFiles(), 'config.json': config });
    await build('named', ['--approve']);
    const written = readFileSync('model_configs/named.json', 'utf8');
    expect(JSON.parse(written)).toMatchObject({ hf_model_id: 'org/famous', validated: false });
    expect(written).not.toMatch('validation_sources');
  });

  test('refuses a model that the catalogue has already', async () => {
    const { code, error } = await runMantile(['build', 'llama-3.1-8b']);
    expect(code).toBe(2);
    expect(error).toMatch('mantile models show llama-3.1-8b');
  });
});

describe('gaps', () => {
  beforeEach(() => build('mixing', ['--approve']));

  test('are listed and shown', async () => {
    const list = await runMantile(['gaps']);
    expect(list.code).toBe(0);
    expect(list.out).toMatch(/^1 +Unknown +mixer +mixer: 1 +HIGH +Created +gaps\/mixer\.md$/m);
    expect(list.out).toMatch('1 gap, 1 open');
    const json = await runMantile(['gaps', 'list', '--registry', 'gaps', '--json']);
    expect(JSON.parse(json.out)).toMatchObject([{ number: 1, status: 'Created' }]);
    for (const name of ['1', '#1', 'mixer', 'gaps/mixer.md']) {
      expect((await runMantile(['gaps', 'show', name])).out).toBe(
        readFileSync('gaps/mixer.md', 'utf8'),
      );
    }
    expect((await runMantile(['gaps', 'show', 'mixer', '--json'])).out).toBe(
      readFileSync('gaps/mixer.json', 'utf8'),
    );
  });

  test('are resolved by a class that passes their cases, once that is approved', async () => {
    const before = readFileSync('gaps/README.md', 'utf8');
    const shown = await runMantile(['gaps', 'resolve', 'mixer', '--layers', classes]);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(
      'Gap 1, mixer: MixerLayer exists, and its cases pass: 4 cases go to specs/MixerLayer.md',
    );
    expect(shown.error).toBe(
      'Nothing was written to the working folder; --approve writes 3 files.\n',
    );
    expect([readFileSync('gaps/README.md', 'utf8'), existsSync('specs')]).toEqual([before, false]);

    const done = await runMantile(['gaps', 'resolve', '1', '--layers', classes], {
      ask: person('y').ask,
    });
    expect([done.code, done.error]).toEqual([0, '']);
    expect(readGapRegistry(readFileSync('gaps/README.md', 'utf8'))[0]?.status).toBe('Implemented');
    const layers = await layersFrom(classes);
    const config = readFileSync('model_configs/mixing.json', 'utf8');
    expect(validateModelConfig(config, { registry: layers }).errors).toEqual([]);
    expect(config).not.toMatch('gap_report');
    const spec = readFileSync('specs/MixerLayer.md', 'utf8');
    expect(runSpec(spec, { layers, file: 'specs/MixerLayer.md' }).passed).toBe(true);
    expect(await runMantile(['gaps', 'resolve', '1', '--layers', classes])).toMatchObject({
      code: 2,
    });
  });

  test.each([
    [['resolve', '1'], 1, 'no layer class MixerLayer is registered'],
    [['resolve', '7'], 2, 'no gap "7"'],
    [['resolve', 'mixr'], 2, 'Did you mean mixer?'],
    [['resolve', '1', '--layers', 'none.mjs'], 2, 'no such file'],
    [['resolve', '1', '--layers', classes, '--specs', '7'], 2, 'expected JSON'],
    [['resolve', '1', '--config', '../other.json'], 2, 'lies outside'],
    [['resolve', '1', '--cases', 'none.md'], 2, 'no such file'],
    [['resolve', '1', '--config', 'gaps/mixer.json'], 2, 'is no model config'],
    [['list', '--registry', 'nowhere'], 2, 'no such file'],
    [['list', '--registry', 'model_configs/mixing.md'], 2, 'expected a gaps/README.md'],
  ])('%j is refused with %i', async (args, code, words) => {
    const answer = await runMantile(['gaps', ...args]);
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.error).toMatch(new RegExp(words.replace(/[?]/g, '\\?')));
  });

  test('of a registry that is none are refused as a broken file', async () => {
    writeFileSync('gaps/README.md', 'words');
    expect(await runMantile(['gaps', 'list'])).toMatchObject({ code: 1, out: '' });
  });
});
