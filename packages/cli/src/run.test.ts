import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { model } from '@mantile/config/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from './__fixtures__/mantile.ts';
import { run } from './run.ts';

/** Runs the program and keeps what it prints. */
async function mantile(...args: readonly string[]) {
  let out = '';
  let error = '';
  const code = await run(args, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    isTerminal: false,
    columns: 80,
    environment: {},
  });
  return { code, out, error };
}

// What commands import when they run is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./validate/validateFiles.ts');
  await import('./models/listModels.ts');
}, 60_000);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-'));
  mkdirSync(join(folder, 'configs'));
  const good = model('llama-3.1-8b');
  const write = (name: string, value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    writeFileSync(join(folder, 'configs', name), text);
  };
  write('llama-3.1-8b.json', good);
  write('wrong-total.json', { ...good, model_id: 'wrong-total', total_params: 1 });
  write('broken.json', '{"model_id": ');
  write('chip.json', {
    name: 'Acme One',
    compute_per_package_PFlops: { bf16: 0.4 },
    memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
  });
  symlinkSync(folder, join(folder, 'configs', 'around'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('validate', () => {
  test('prints a line for each file of a folder and its findings, and exits with 1', async () => {
    const { code, out, error } = await mantile('validate', join(folder, 'configs'));
    expect(code).toBe(1);
    expect(error).toBe('');
    expect(out).toMatch(/^not ok {2}.*broken\.json \(model config\): 1 error$/m);
    expect(out).toMatch(/^ok {2}.*chip\.json \(hardware\)/m);
    expect(out).toMatch(/^ok {2}.*llama-3\.1-8b\.json \(model config\)$/m);
    expect(out).toMatch('8030261248');
    expect(out).toMatch(/^2 of 4 files not valid$/m);
  });

  test('prints the same for programs', async () => {
    const { code, out } = await mantile('validate', join(folder, 'configs'), '--json');
    expect(code).toBe(1);
    const reports = JSON.parse(out) as { valid: boolean; findings: { code: string }[] }[];
    expect(reports.map(({ valid }) => valid)).toEqual([false, true, true, false]);
    expect(reports[3]?.findings.map(({ code: found }) => found)).toContain('config.total_mismatch');
  });

  test('passes over files of a folder that are no configs, and checks them where they are named', async () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    writeFileSync(join(mixed, 'package.json'), '{ "name": "x" }');
    writeFileSync(join(mixed, 'workflow.yaml'), 'on: push\n');
    const wrong =
      'topology:\n  type: StackedTopology\n  layers:\n    - { type: MLP, d_model: 8 }\n';
    expect(await mantile('validate', mixed)).toMatchObject({
      code: 2,
      error: expect.stringContaining('2 files skipped: no configs.') as string,
    });
    writeFileSync(join(mixed, 'model.yaml'), wrong);
    const { code, out } = await mantile('validate', mixed);
    expect(code).toBe(1);
    expect(out).toMatch(/ {2}error {2}4:15 topology\.layers\[0\]\.type: there is no layer/);
    expect(out).toMatch(/^2 files skipped: no configs$/m);
    const named = await mantile('validate', join(mixed, 'package.json'));
    expect(named.code).toBe(1);
    expect(named.out).toMatch('config.missing');
  });

  test('reads what is piped into it, whatever it would be called', async () => {
    const piped = (text: string, ...args: readonly string[]) =>
      runMantile(['validate', '-', ...args], { input: () => Promise.resolve(text) });
    expect(await piped(JSON.stringify(model('llama-3.1-8b')), '--strict')).toMatchObject({
      code: 0,
      out: 'ok  - (model config)\n',
    });
    expect((await piped('topology: 3')).out).toMatch(/^not ok {2}- \(manifest\)/);
    expect(await mantile('validate', '-')).toMatchObject({ code: 2, out: '' });
  });

  test('refuses what is not there, in one line', async () => {
    expect(await mantile('validate', join(folder, 'nothing'))).toEqual({
      code: 2,
      out: '',
      error: `error: ${join(folder, 'nothing')}: no such file or folder.\n`,
    });
  });
});

describe('models', () => {
  test('tells how to list them where one is not there', async () => {
    const { code, error } = await mantile('models', 'show', 'llama-3.1-9b');
    expect(code).toBe(2);
    expect(error).toMatch(
      /^error: the catalogue has no model "llama-3\.1-9b", did you mean "llama-3\.1-8b"\? mantile models lists/,
    );
    expect(error).not.toMatch('modelIds');
  });

  test('lists those that have all the words', async () => {
    const { code, out } = await mantile('models', 'llama', '3.1');
    expect(code).toBe(0);
    const ids = out
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(' ')[0]);
    expect(ids).toEqual([
      'llama-3.1-405b',
      'llama-3.1-70b',
      'llama-3.1-8b',
      'llama-3.1-8b-instruct',
    ]);
  });

  test('shows one as its file holds it', async () => {
    const { code, out } = await mantile('models', 'show', 'meta-llama/Llama-3.1-8B');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(model('llama-3.1-8b'));
  });

  test('shows the one that an estimate would take', async () => {
    const { code, out, error } = await mantile('models', 'show', 'llama-3.3-70b');
    expect([code, error]).toEqual([0, expect.stringMatching(/^llama-3\.3-70b is taken for /)]);
    expect(JSON.parse(out)).toEqual(model('llama-3.3-70b-instruct'));
    expect((await mantile('models', 'show', 'mistral-7b')).error).toMatch('name one of them');
  });

  test('tells the nearest of an unknown one', async () => {
    const { code, out, error } = await mantile('models', 'show', 'lama-3.1-8b');
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch('did you mean "llama-3.1-8b"?');
  });
});

describe('schema', () => {
  test.each(['model-config', 'manifest', 'hardware'])('prints that of a %s', async (kind) => {
    const { code, out } = await mantile('schema', kind);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('$schema');
  });

  test('lists the kinds when asked for another', async () => {
    const { code, error } = await mantile('schema', 'constructor');
    expect(code).toBe(2);
    expect(error).toMatch('model-config, manifest, hardware');
  });
});

test.each([[], ['--help'], ['validate', '--help'], ['models', '--help'], ['help', 'schema']])(
  'helps: %s',
  async (...args) => {
    const { code, out, error } = await mantile(...args.flat());
    expect(out + error).toMatch('Usage: mantile');
    expect(code).toBe(args.flat().length === 0 ? 2 : 0);
  },
);

test('an unknown command or option is refused with the nearest', async () => {
  expect(await mantile('validat')).toMatchObject({
    code: 2,
    error: expect.stringContaining('Did you mean validate?') as string,
  });
  expect(await mantile('models', '--jsn')).toMatchObject({ code: 2, out: '' });
});
