import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chips, figuresOf, h100Sxm, links, switches, systems } from '@mantile/hardware';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { hardwareEntries } from './catalogue.ts';
import { labelOf } from './figureLabels.ts';
import { hardwareText } from './showHardware.ts';
import type { HardwareRows } from './rows.ts';

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./validateHardware.ts');
  await import('./listCsv.ts');
}, 60_000);

let folder = '';
const at = (name: string) => join(folder, name);
const mine = {
  name: 'Acme One',
  compute_per_package_PFlops: { bf16: 0.4 },
  memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-hardware-'));
  const write = (name: string, value: unknown) => {
    writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value));
  };
  write('mine.json', mine);
  write('doubled.json', {
    ...mine,
    name: 'H100 SXM',
    compute_per_package_PFlops: { bf16: 1.98 },
    interconnect_bandwidth_GBs: 900,
    packages_per_domain: 8,
  });
  write('wrong.json', { ...mine, memory_per_package: [] });
  write('broken.json', '{');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function listed(...args: readonly string[]): Promise<HardwareRows> {
  const { code, out } = await runMantile(['hardware', ...args, '--json']);
  expect(code).toBe(0);
  return JSON.parse(out) as HardwareRows;
}

describe('hardware', () => {
  test('lists all chips, links and systems with their main figures', async () => {
    const { code, out } = await runMantile(['hardware']);
    expect(code).toBe(0);
    expect(out).toMatch(/^h100-sxm +80 GiB HBM3 +3,350 +989\.4 +1,978\.9 +1,978\.9 +700$/m);
    expect(out).toMatch(/^nvlink4 +NVLink 4 +scale-up +switch +450$/m);
    expect(out).toMatch(/^gb200-nvl72 +gb200 +72 +NVLink 5 +900 +120,000 a rack$/m);
    for (const { id } of [...chips, ...links, ...systems]) {
      expect(out).toMatch(new RegExp(`^${id.replaceAll('.', '\\.')} `, 'm'));
    }
  });

  test('lists those that have the words, of a vendor, or one part', async () => {
    const amd = await listed('--vendor', 'amd');
    expect([...amd.chips, ...amd.systems].every(({ vendor }) => vendor === 'AMD')).toBe(true);
    expect(amd.chips.length).toBe(chips.filter(({ vendor }) => vendor === 'AMD').length);
    expect(amd.links).toEqual([]);
    const words = await listed('h100', 'sxm');
    expect(words.chips.map(({ id }) => id)).toEqual(['h100-sxm']);
    const only = await listed('--only', 'links');
    expect([only.chips.length, only.links.length, only.systems.length]).toEqual([
      0,
      links.length,
      0,
    ]);
    expect((await runMantile(['hardware', 'no-such'])).out).toMatch('mantile hardware lists all');
  });

  test.each([
    ['chips', chips.length, 'id,vendor,name,architecture,memory,capacity_bytes,'],
    ['links', links.length, 'id,name,joins,wiring,'],
    ['systems', systems.length, 'id,vendor,name,chip,packages,'],
  ] as const)('prints %s as CSV', async (part, count, header) => {
    const { out } = await runMantile(['hardware', '--only', part, '--csv']);
    const lines = out.split('\r\n');
    expect(lines.length).toBe(count + 2);
    expect(lines[0]?.startsWith(header)).toBe(true);
  });

  test('prints whole figures to CSV', async () => {
    const { out } = await runMantile(['hardware', 'h100-sxm', '--only', 'chips', '--csv']);
    const [header = '', row = ''] = out.split('\r\n').map((line) => line.split(','));
    const cell = (name: string) => row[header.indexOf(name)];
    expect([cell('capacity_bytes'), cell('bf16_tflops'), cell('power_watts')]).toEqual([
      String(h100Sxm.memory[0].capacity),
      '989.4',
      '700',
    ]);
  });

  test.each([
    [['--csv'], 'say which with --only'],
    [['--only', 'chip'], 'Allowed choices are chips, links, systems'],
    [['--vendor', 'Nvidea'], 'did you mean NVIDIA'],
    [['--only', 'chips', '--csv', '--json'], 'give one of them'],
  ])('refuses %j', async (args, words) => {
    const { code, out, error } = await runMantile(['hardware', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(words);
  });
});

describe('hardware show', () => {
  test('tells each figure with how well it is founded and its source', async () => {
    const { code, out } = await runMantile(['hardware', 'show', 'H100-SXM']);
    expect(code).toBe(0);
    expect(out).toMatch(/^h100-sxm: NVIDIA H100 80 GB SXM5 \(chip\)$/m);
    expect(out).toMatch(/^peak bf16, dense +989\.4 TFLOP\/s +several agree +(\[\d+\] ?)+$/m);
    expect(out).toMatch(/^memory that software sees +81,559 MiB +one other source +\[\d+\]$/m);
    expect(out).toMatch(/^no peak int4, dense: Hopper has no INT4/m);
    expect(out).toMatch(/^\[2\] Glenn K\. Lockwood/m);
  });

  test('tells what calibrated times would rest on, and their errors', async () => {
    const measured = (await runMantile(['hardware', 'show', 'h100-sxm'])).out;
    expect(measured).toMatch(/^measured on this chip: H100 80 GB SXM5$/m);
    expect(measured).toMatch(/^matrix products +\d+\.\d+ % +\d+\.?\d* %$/m);
    const sibling = (await runMantile(['hardware', 'show', 'h20'])).out;
    expect(sibling).toMatch(/^carried over from a chip of its architecture: H200/m);
    const other = (await runMantile(['hardware', 'show', 'tpu-v5e'])).out;
    expect(other).toMatch('Nobody knows how far off its times are.');
    expect(other).toMatch('[calibration.other_architecture]');
    expect((await runMantile(['hardware', 'show', 'nvlink4'])).out).not.toMatch('Calibration');
  });

  test('gives programs all of it', async () => {
    const { out } = await runMantile(['hardware', 'show', 'dgx-b200', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'system',
      chip: 'b200-sxm',
      figures: expect.arrayContaining([
        expect.objectContaining({ path: 'powerWatts.perNode', value: 14300, unit: 'W' }),
      ]) as unknown,
      rents: [expect.objectContaining({ of: 'package' })],
      calibration: expect.objectContaining({ transfer: 'measured' }) as unknown,
    });
  });

  test.each([
    ['h1000', 'did you mean "h100"?'],
    ['trn2', 'may be trn2.48xlarge or trn2-ultraserver'],
    ['nvlink', 'did you mean "nvlink2"?'],
    ['', 'mantile hardware lists all of it.'],
    ['mi30x', 'did you mean "mi300x"?'],
    ['__proto__', 'mantile hardware lists all of it.'],
  ])('refuses %s', async (id, words) => {
    const { code, out, error } = await runMantile(['hardware', 'show', id]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(words);
    expect(error).not.toMatch('a file of your own');
  });

  test.each([
    ['h100', 'h100-sxm', 'there are h100-pcie, h100-nvl too'],
    ['8xh100', 'h100-sxm', 'is taken for'],
    ['H100 SXM', 'h100-sxm', ''],
    ['hgx-h100', 'dgx-h100', ''],
  ])('takes %s as estimates do', async (name, id, words) => {
    const { code, out, error } = await runMantile(['hardware', 'show', name, '--json']);
    expect([code, (JSON.parse(out) as { id: string }).id]).toEqual([0, id]);
    if (words === '') expect(error).toBe('');
    else expect(error).toMatch(words);
  });
});

describe('hardware validate', () => {
  test('tells how a file was understood', async () => {
    const { code, out } = await runMantile(['hardware', 'validate', at('mine.json')]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok {2}.*mine\.json \(hardware\)$/m);
    expect(out).toMatch(/^ {2}Acme One, dense TFLOP\/s: bf16 400$/m);
    expect(out).toMatch(/^ {2}HBM: 96 GB, 2,400 GB\/s$/m);
  });

  test('warns of figures that look like mistakes, which --strict takes for errors', async () => {
    const { code, out } = await runMantile(['hardware', 'validate', at('doubled.json')]);
    expect(code).toBe(0);
    expect(out).toMatch('[suspicious.sparse_peak]');
    expect(
      await runMantile(['hardware', 'validate', at('doubled.json'), '--strict']),
    ).toMatchObject({ code: 1 });
  });

  test('lists the errors of all files of a folder', async () => {
    const { code, out } = await runMantile(['hardware', 'validate', folder]);
    expect(code).toBe(1);
    expect(out).toMatch(/^not ok {2}.*broken\.json/m);
    expect(out).toMatch(/^2 of 4 files not valid$/m);
  });

  test('reads the input for -, and gives programs what was read', async () => {
    const input = () => Promise.resolve(JSON.stringify(mine));
    const { out } = await runMantile(['hardware', 'validate', '-', '--json'], { input });
    expect(JSON.parse(out)).toMatchObject([
      { file: '-', valid: true, hardware: { system: { name: 'Acme One' } } },
    ]);
    expect(await runMantile(['hardware', 'validate', at('none.json')])).toMatchObject({ code: 2 });
  });
});

const entries = hardwareEntries();

test('ids name one entry each', () => {
  expect(new Set(entries.map(({ entry }) => entry.id.toLowerCase())).size).toBe(
    chips.length + links.length + switches.length + systems.length,
  );
});

test('every figure has words, and every entry can be shown', () => {
  const io = {
    out: () => undefined,
    error: () => undefined,
    isTerminal: false,
    columns: 80,
    environment: {},
  };
  for (const found of entries) {
    const facts = found.kind === 'switch' ? found.entry : found.entry.facts;
    // A path that nothing names would show: it has dots or a capital inside.
    for (const { path } of figuresOf(facts)) expect(labelOf(path)).not.toMatch(/\.|[a-z][A-Z]/);
    expect(hardwareText(found, io)).toMatch(found.entry.id);
  }
});
