import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { model, modelIds } from '@mantile/config/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyConfig, writeFiles } from '../__fixtures__/models.ts';
import { catalogueFile } from '../models/catalogueFile.ts';
import { hardwareNamed } from './hardwareNamed.ts';
import { modelNamed } from './modelNamed.ts';

const context = { environment: {}, progress: () => undefined };
const codesOf = (notes: readonly { readonly code: string }[]) => notes.map(({ code }) => code);

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  await import('../inspect/readModel.ts');
  folder = mkdtempSync(join(tmpdir(), 'mantile-names-'));
  writeFiles(at('toy'), { 'config.json': toyConfig });
  writeFileSync(at('own.json'), JSON.stringify({ ...model('llama-3.1-8b'), model_id: 'own' }));
  writeFileSync(at('wrong.json'), JSON.stringify({ ...model('llama-3.1-8b'), total_params: 1 }));
  writeFileSync(
    at('chip.json'),
    JSON.stringify({
      name: 'Acme One',
      compute_per_package_PFlops: { bf16: 0.4 },
      memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
      interconnect_bandwidth_GBs: 300,
      packages_per_domain: 4,
      domains_per_cluster: 2,
    }),
  );
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a model', () => {
  test.each([
    ['llama-3.1-8b', 'llama-3.1-8b', false],
    ['Llama-3.1-8B', 'llama-3.1-8b', false],
    ['meta-llama/Llama-3.3-70B-Instruct', 'llama-3.3-70b-instruct', false],
    ['META-LLAMA/llama-3.3-70b-instruct', 'llama-3.3-70b-instruct', false],
    ['llama-3.3-70b', 'llama-3.3-70b-instruct', true],
    ['llama-3.1-70b-instruct', 'llama-3.1-70b', true],
    ['meta-llama/Llama-3.1-70B-Instruct', 'llama-3.1-70b', true],
    ['mixtral-8x7b', 'mixtral-8x7b-v0.1', true],
    ['qwen3-vl-8b', 'qwen3-vl-8b-instruct', true],
  ])('%s is %s of the catalogue', async (name, id, isVariant) => {
    const found = await modelNamed(name, context);
    expect([found.id, found.from, codesOf(found.notes)]).toEqual([
      id,
      'catalogue',
      isVariant ? ['model.variant'] : [],
    ]);
  });

  test('that may be one of several with other shapes is none', async () => {
    await expect(modelNamed('mistral-7b', context)).rejects.toThrow(
      '"mistral-7b" may be mistral-7b-instruct-v0.3 or mistral-7b-v0.1',
    );
  });

  test.each([
    'lama-3.1-8b',
    '__proto__',
    'constructor',
    '../models/llama-3.1-8b',
    '',
    'a b',
    '%00',
  ])('%j is none', async (name) => {
    await expect(modelNamed(name, context)).rejects.toThrow(/mantile models|no such file/);
  });

  test('of the catalogue is read from its own file, by its id alone', () => {
    for (const id of modelIds()) expect(catalogueFile(id)).toEqual(model(id));
    for (const id of ['..', '../package', 'llama-3.1-8b/../gpt2', 'toString', '.gpt2', '']) {
      expect(catalogueFile(id)).toBeUndefined();
    }
  });

  test('may be a folder, its config.json, or a config of Mantile', async () => {
    const toy = await modelNamed(at('toy'), context);
    expect([toy.from, toy.config.totalParams]).toEqual(['files', 158_528]);
    const file = await modelNamed(at('toy/config.json'), context);
    expect(file.config.layerTypes).toEqual(toy.config.layerTypes);
    const own = await modelNamed(at('own.json'), context);
    expect([own.id, own.config.modelId]).toEqual([at('own.json'), 'own']);
  });

  test('whose own config is wrong is refused with what is wrong', async () => {
    await expect(modelNamed(at('wrong.json'), context)).rejects.toMatchObject({
      code: 'config.total_mismatch',
      faults: expect.arrayContaining([
        expect.objectContaining({ path: `${at('wrong.json')} total_params` }),
      ]) as unknown,
    });
  });

  test('on this machine has no revisions', async () => {
    const asked = { ...context, revision: 'main' };
    await expect(modelNamed(at('toy'), asked)).rejects.toThrow('leave --revision out');
    await expect(modelNamed('llama-3.1-8b', asked)).rejects.toThrow('leave --revision out');
  });
});

describe('hardware', () => {
  test.each([
    ['h100-sxm', 'h100-sxm', 8],
    ['H100 SXM', 'h100-sxm', 8],
    ['h100', 'h100-sxm', 8],
    ['a100', 'a100-80-sxm', 8],
    ['a100-40-pcie', 'a100-40-pcie', 1],
    ['MI300X', 'mi300x', 8],
    ['rtx-4090', 'rtx4090', 4],
    ['8xh100', '8xh100-sxm', 8],
    ['4 × H200', '4xh200-sxm', 4],
    ['16xh100', '16xh100-sxm', 16],
    ['dgx-h100', 'dgx-h100', 8],
    ['hgx-h100', 'dgx-h100', 8],
    ['2xdgx-h100', '2xdgx-h100', 16],
    ['gb200-nvl72', 'gb200-nvl72', 72],
    ['tpu-v5e', 'tpu-v5e', 64],
  ])('%s is %s', (name, id, packages) => {
    const found = hardwareNamed(name);
    expect([found.id, found.packages]).toEqual([id, packages]);
  });

  test('says which of several variants was taken', () => {
    const [note] = hardwareNamed('h100').notes;
    expect(note?.code).toBe('hardware.variant');
    expect(note?.message).toMatch('h100-pcie, h100-nvl too');
    expect(hardwareNamed('h100-sxm').notes).toEqual([]);
  });

  test('takes the links of the smallest system that joins enough, and says so', () => {
    const chip = hardwareNamed('rtx4090-sxm'.slice(0, 7));
    expect(chip.systemFor(1)?.system.tiers).toEqual([]);
    expect(chip.systemFor(2)?.notes[0]?.message).toMatch('as in Workstation of 2 RTX 4090');
    expect(chip.systemFor(4)?.notes[0]?.message).toMatch('as in Workstation of 4 RTX 4090');
    // Nothing is known of what joins workstations.
    expect(chip.systemFor(8)).toBeUndefined();
    const tiers = hardwareNamed('h100')
      .systemFor(16)
      ?.system.tiers.map(({ name }) => name);
    expect(tiers).toEqual(['NVLink 4', 'InfiniBand NDR']);
  });

  test('has no more packages than were counted', () => {
    const four = hardwareNamed('4xh100');
    expect(four.systemFor(4)?.system.tiers.map(({ packages }) => packages)).toEqual([8]);
    expect(four.systemFor(8)).toBeUndefined();
    expect(hardwareNamed('dgx-h100').systemFor(16)).toBeUndefined();
  });

  test('may be a file', () => {
    const found = hardwareNamed(at('chip.json'));
    expect([found.name, found.packages]).toEqual(['Acme One', 4]);
    expect(found.systemFor(4)?.system.tiers[0]?.bandwidth).toBe(300e9);
    expect(found.systemFor(1)?.system.tiers).toEqual([]);
    expect(found.systemFor(5)).toBeUndefined();
    expect(codesOf(found.notes)).toContain('hardware.unheeded');
  });

  test.each([
    ['h1000', 'did you mean "h100"?'],
    ['dgx-h10', 'did you mean "dgx-h100"?'],
    ['trn2', 'may be trn2.48xlarge or trn2-ultraserver'],
    ['0xh100', 'expected 1 to 65,536'],
    ['99999999xh100', 'expected 1 to 65,536'],
    ['2xrtx4090-4', 'no network that joins several'],
    ['__proto__', 'mantile hardware lists all'],
    ['', 'mantile hardware lists all'],
    ['missing.json', 'missing.json: no such file'],
    ['../h100', 'no such file'],
  ])('%j is refused: %s', (name, words) => {
    expect(() => hardwareNamed(name)).toThrow(words);
  });
});
