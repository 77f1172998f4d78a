import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';

const folder = mkdtempSync(join(tmpdir(), 'mantile-hardware-'));
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  mkdirSync(at('dd.json'));
  writeFileSync(at('open.json'), '{');
  writeFileSync(at('empty.json'), '');
  writeFileSync(at('binary.json'), Buffer.from([0, 255, 27, 91, 200, 13]));
  writeFileSync(at('bare.json'), '{}');
  writeFileSync(
    at('wrong.json'),
    '{"name":"","compute_per_package_PFlops":{"bf16":-1},"memory_per_package":[],"power_kw":"x"}',
  );
  await import('./estimateCommand.ts');
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function refusal(...flags: readonly string[]): Promise<string> {
  const { code, out, error } = await runMantile(['estimate', 'llama-3.1-8b', ...flags]);
  expect([code, out]).toEqual([2, '']);
  return error;
}

test.each(['', 'dd.json'])('a folder %s has hardware files in it, and is none', async (name) => {
  expect(await refusal('--on', at(name))).toBe(
    `error: --on: ${at(name)} is a folder; name the .json file in it.\n`,
  );
});

test.each([
  ['open.json', ['this is no JSON']],
  ['empty.json', ['there is nothing in it']],
  ['binary.json', ['this is no JSON']],
  [
    'bare.json',
    [
      'name: this is missing',
      'compute_per_package_PFlops: this is missing',
      'memory_per_package: this is missing',
    ],
  ],
  [
    'wrong.json',
    [
      'name: expected a text that is not empty',
      'compute_per_package_PFlops.bf16: expected more than 0, got -1',
      'memory_per_package: expected a list of at least 1, got an empty list',
      'power_kw: expected a number, got "x"',
    ],
  ],
])('what is wrong with %s names the option, the file and the place', async (name, faults) => {
  const lines = (await refusal('--on', at(name))).trimEnd().split('\n');
  expect(lines.length).toBe(faults.length);
  for (const [index, fault] of faults.entries()) {
    expect(lines[index]?.startsWith(`error: --on: ${at(name)}: ${fault}`)).toBe(true);
  }
  expect(lines.join('')).not.toMatch(/Invalid input|Too small|position/);
});

test.each([
  ['dgx-h100', 9, '9xh100-sxm'],
  ['dgx-h100', 64, '64xh100-sxm'],
  ['8xh100-sxm', 9, '9xh100-sxm'],
  ['2xdgx-h100', 17, '17xh100-sxm'],
])('%s has no room for %i replicas', async (on, replicas, enough) => {
  const error = await refusal('--on', on, '--dp', String(replicas));
  expect(error).toMatch(`the plan takes ${replicas} packages of ${on}`);
  expect(error).toMatch(`such as ${enough}.`);
  const { code } = await runMantile([
    'estimate',
    'llama-3.1-8b',
    '--on',
    enough,
    '--dp',
    String(replicas),
  ]);
  expect(code).toBe(0);
});
