import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { toyFiles, writeFiles } from '../__fixtures__/models.ts';

let folder = '';
beforeAll(async () => {
  await import('./buildCommand.ts');
  folder = mkdtempSync(join(tmpdir(), 'mantile-public-'));
  writeFiles(join(folder, 'toy'), toyFiles());
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const build = (...args: readonly string[]) => {
  const [out, scratch] = [join(folder, 'out'), join(folder, 'scratch')];
  const places = ['--out', out, '--scratch', scratch, '--approve'];
  return runMantile(['build', join(folder, 'toy'), ...places, ...args]);
};
const paper = 'https://example.org/paper.pdf';

test('layers that are not those of the paper end the build', async () => {
  const { code, out } = await build('--layers', '3', '--source', paper);
  expect(code).toBe(1);
  expect(out).toMatch('the tensors hold 2 layers, not the 3 expected. [validation.layers_differ]');
  expect(existsSync(join(folder, 'out'))).toBe(false);
  expect(readFileSync(join(folder, 'scratch/model_configs/toy.json'), 'utf8')).not.toMatch(paper);
});

test('where the figures stand is recorded in the config and in its report', async () => {
  const { code } = await build('--layers', '2', '--validate', '158.5K', '--source', paper);
  expect(code).toBe(0);
  const config: unknown = JSON.parse(
    readFileSync(join(folder, 'out/model_configs/toy.json'), 'utf8'),
  );
  expect(config).toMatchObject({ validated: false, validation_sources: [paper] });
  const report = readFileSync(join(folder, 'out/reports/toy.validation_report.md'), 'utf8');
  expect(report).toMatch(paper);
  expect(report).toMatch(/\*\*Layers\*\*: 2, in public 2/);
});

test('neither a count that is none nor an address that is none is taken', async () => {
  for (const args of [
    ['--layers', 'many'],
    ['--source', 'a paper'],
    ['--source', 'javascript:alert(1)'],
  ]) {
    const { code, error } = await build(...args);
    expect(code).toBe(2);
    expect(error).toMatch(`${args.join(' ')}: expected`);
  }
});
