import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MantileError } from '@mantile/core';
import { calibrate, calibratedEfficiency, type ChipCalibration } from '@mantile/hardware';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gemmTable, toyChip } from '../__fixtures__/measurements.ts';
import { runMantile } from '../__fixtures__/mantile.ts';
import { measuredTables } from './measuredTables.ts';

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(() => import('./calibrateCommand.ts'), 60_000);

let folder = '';
const at = (...names: readonly string[]) => join(folder, ...names);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-calibrate-'));
  for (const name of ['mine', 'bare', 'several', 'empty']) mkdirSync(at(name));
  writeFileSync(at('mine', 'gemm.csv'), gemmTable());
  writeFileSync(at('mine', 'chip.json'), JSON.stringify(toyChip));
  writeFileSync(at('bare', 'gemm.csv'), gemmTable());
  writeFileSync(at('several', 'one_gemm.csv'), gemmTable());
  writeFileSync(at('several', 'two_gemm.csv'), gemmTable(2));
  writeFileSync(at('several', 'notes.txt'), 'measured at night');
  writeFileSync(at('list.json'), '[]');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('calibrate', () => {
  test('tells the errors of the fit beside those of the bare roofline', async () => {
    const { code, out, error } = await runMantile(['calibrate', at('mine')]);
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(/^Acme One \(.*chip\.json\): bf16 800 TFLOP\/s, 3,500 GB\/s, 128 multi/m);
    const row = /^matrix products +bf16 +any +36 +(\S+) % \/ (\S+) % +(\S+) % \/ (\S+) %$/m.exec(
      out,
    );
    const [calibrated = 100, , roofline = 0] = row?.slice(1).map(Number) ?? [];
    expect(calibrated).toBeLessThan(6);
    expect(roofline).toBeGreaterThan(15);
  });

  test('gives the calibration that the library fits, to programs and as a file', async () => {
    const out = at('calibration.json');
    const { out: printed } = await runMantile(['calibrate', at('mine'), '--json', '--out', out]);
    expect(readFileSync(out, 'utf8')).toBe(printed);
    const calibration = JSON.parse(printed) as ChipCalibration;
    expect(calibration).toEqual(
      JSON.parse(JSON.stringify(calibrate({ chip: toyChip, tables: { gemm: gemmTable() } }))),
    );
    expect(calibratedEfficiency(calibration).name).toBe('calibrated: Acme One');
    const other = await runMantile(['calibrate', at('mine'), '--out', at('calibration.txt')]);
    expect([other.code, other.error]).toEqual([2, expect.stringMatching('ends in .json')]);
    writeFileSync(out, 'my notes');
    expect(await runMantile(['calibrate', at('mine'), '--out', out])).toMatchObject({ code: 2 });
    expect(readFileSync(out, 'utf8')).toBe('my notes');
  });

  test('prints the errors as CSV', async () => {
    const { out } = await runMantile(['calibrate', at('mine'), '--csv']);
    const [header = [], row = []] = out.split('\r\n').map((line) => line.split(','));
    expect(row[header.indexOf('kernel')]).toBe('matmul');
    expect(Number(row[header.indexOf('error_median')])).toBeLessThan(6);
  });

  test('takes a chip of the catalogue, and figures that the person states', async () => {
    const known = await runMantile(['calibrate', at('bare'), '--chip', 'h100-sxm', '--json']);
    expect(JSON.parse(known.out)).toMatchObject({
      chip: { name: 'H100 80 GB SXM5', multiprocessors: 132 },
    });
    const stated = ['--multiprocessors', '100', '--cache', '40', '--link', '90', '--network', '25'];
    const { out } = await runMantile([
      ...['calibrate', at('bare', 'gemm.csv'), '--chip', 'gaudi3', '--json'],
      ...stated,
    ]);
    expect(JSON.parse(out)).toMatchObject({
      chip: {
        multiprocessors: 100,
        cacheMegabytes: 40,
        linkGigabytesPerSecond: 90,
        networkGigabytesPerSecond: 25,
      },
    });
  });

  test('reads the files of one chip out of several', async () => {
    const of = (...more: readonly string[]) =>
      runMantile(['calibrate', at('several'), '--chip', at('mine', 'chip.json'), ...more]);
    expect((await of()).error).toMatch('say which with --prefix: one, two.');
    expect((await of('--prefix', 'three')).error).toMatch('there are one, two.');
    expect((await of('--prefix', 'two')).code).toBe(0);
  });

  test.each([
    [['bare'], 2, '--chip is needed'],
    [['bare', '--chip', 'h10-sxm'], 2, 'did you mean "h100-sxm"?'],
    [['bare', '--chip', 'h100'], 2, 'name the variant that was measured'],
    [['bare', '--chip', 'dgx-h100'], 2, 'that is a system'],
    [['bare', '--chip', 'gaudi3'], 2, 'state it with --multiprocessors'],
    [['bare', '--chip', 'h100-sxm', '--cache', 'large'], 2, 'expected a number'],
    [['empty', '--chip', 'h100-sxm'], 2, 'no table of measurements'],
    [['none', '--chip', 'h100-sxm'], 2, 'no such file or folder'],
    [['mine', '--json', '--csv'], 2, 'give one of them'],
  ])('refuses %j', async ([path = '', ...args], expected, words) => {
    const { code, out, error } = await runMantile(['calibrate', at(path), ...args]);
    expect([code, out]).toEqual([expected, '']);
    expect(error).toMatch(words);
  });

  test('refuses figures that are none, and rows that make no sense, by their lines', async () => {
    const list = await runMantile(['calibrate', at('bare'), '--chip', at('list.json')]);
    expect(list).toMatchObject({ code: 2, out: '' });
    writeFileSync(at('empty', 'chip.json'), '{"name": "x"}');
    writeFileSync(at('empty', 'gemm.csv'), `${gemmTable()}bf16,0,4096,4096,4,9.5\n`);
    const wrong = await runMantile(['calibrate', at('empty'), '--chip', at('mine', 'chip.json')]);
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.error).toMatch('gemm:38: ');
    const none = await runMantile([
      'calibrate',
      at('empty'),
      '--multiprocessors',
      '1',
      '--cache',
      '1',
    ]);
    expect(none.code).toBe(1);
    expect(none.error).toMatch('chip.teraflops: ');
  });
});

test('knows the names of all tables that can be read', () => {
  let known: readonly string[] = [];
  try {
    calibrate({ chip: toyChip, tables: { nothing: '' } });
  } catch (error) {
    if (MantileError.isInstance(error)) known = (error.faults[0]?.legal ?? []).map(String);
  }
  const names = mkdtempSync(join(tmpdir(), 'mantile-tables-'));
  for (const name of known) writeFileSync(join(names, `my_chip_${name}.csv`), name);
  const { tables } = measuredTables(names, undefined);
  expect(known.length).toBeGreaterThan(5);
  expect(Object.keys(tables).sort()).toEqual([...known].sort());
  rmSync(names, { recursive: true });
});
