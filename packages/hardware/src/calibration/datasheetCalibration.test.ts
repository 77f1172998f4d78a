import { gibibytes, gigabytesPerSecond, teraflops, type Chip } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { chip } from '../chips/chips.ts';
import { h100SxmCalibration } from './coefficients/h100Sxm.ts';
import { datasheetCalibration, type DatasheetOptions } from './datasheetCalibration.ts';

function acme(memory: string, bandwidth: number, peakFlops: Chip['peakFlops']): Chip {
  const tier = {
    name: memory,
    capacity: gibibytes(24),
    bandwidth: gigabytesPerSecond(bandwidth),
  };
  return { name: 'Acme', peakFlops, memory: [tier] };
}

const peaks = { bf16: teraflops(100) };

describe('how many multiprocessors', () => {
  test.each([
    ['h20', 78, []],
    ['mi300x', 304, ['multiprocessors']],
    ['m4-max', 40, ['multiprocessors']],
    // Two large cores, or none published, are no multiprocessors.
    ['trainium2', 132, ['multiprocessors']],
    ['tpu-v5e', 132, ['multiprocessors']],
  ] as const)('%s: %i', (id, count, said) => {
    const { chip: figures, defaults } = datasheetCalibration(chip(id));
    expect(figures.multiprocessors).toBe(count);
    const guessed = defaults.map(({ path }) => path).filter((path) => path === 'multiprocessors');
    expect(guessed).toEqual(said);
  });
});

describe('which memory', () => {
  test.each([
    ['HBM4', 900, 'hbm', 'the memory is called HBM4'],
    ['GDDR7 ECC', 1800, 'gddr', 'the memory is called GDDR7 ECC'],
    ['memory', 4000, 'hbm', 'nothing was measured over memory; it moves more than graphics memory'],
    [
      'LPDDR6',
      400,
      'gddr',
      'nothing was measured over LPDDR6; it moves as little as graphics memory',
    ],
  ])('%s at %i GB/s is taken for %s', (name, bandwidth, value, because) => {
    const { defaults } = datasheetCalibration(acme(name, bandwidth, peaks));
    expect(defaults[0]).toEqual({ path: 'memoryKind', value, because });
  });
});

test('without a peak of 16 bits products run at that of 32, and the result says so', () => {
  const wide = acme('HBM3', 1000, { fp32: teraflops(20) });
  const { chip: figures, defaults } = datasheetCalibration(wide);
  expect(figures.teraflops['bf16']).toBe(20);
  expect(defaults.map(({ path }) => path)).toContain('teraflops.bf16');
});

describe('an error is claimed', () => {
  test.each([
    ['h20', 'calibration.never_measured', true],
    ['a10', 'calibration.never_measured', true],
    ['mi355x', 'calibration.other_architecture', false],
    ['groq-lpu-v1', 'calibration.other_architecture', false],
    ['epyc-9755', 'calibration.other_architecture', false],
  ] as const)('for %s: %s', (id, code, isClaimed) => {
    const { fits, notes } = datasheetCalibration(chip(id));
    expect(notes.map((note) => note.code)).toEqual([code]);
    expect(fits.every(({ error }) => (error !== undefined) === isClaimed)).toBe(true);
    if (!isClaimed) expect(notes[0]?.message).toMatch(/no error is claimed.*20 to 60 %/);
  });

  test('for no chip that another is merely said to be like', () => {
    const { fits, notes } = datasheetCalibration(acme('HBM3', 3000, peaks), {
      like: h100SxmCalibration,
    });
    expect(notes.map(({ code }) => code)).toEqual(['calibration.sibling']);
    expect(fits.some(({ error }) => error !== undefined)).toBe(false);
  });
});

describe('refuses', () => {
  test.each([
    [{ multiprocessors: NaN }, 'multiprocessors'],
    [{ multiprocessors: 1.5 }, 'multiprocessors'],
    [{ multiprocessors: 0 }, 'multiprocessors'],
    [{ multiprocessors: 1e9 }, 'multiprocessors'],
    [{ memoryKind: 'sram' }, 'memoryKind'],
    [{ like: {} }, 'like'],
    [{ like: null }, 'like'],
    [{ multiProcessors: 78 }, 'multiProcessors'],
    [{ memoryKind: 'sram', multiprocessors: -1 }, 'memoryKind: .*\nmultiprocessors'],
    [null, 'options'],
  ])('options %j', (options, path) => {
    expect(() =>
      datasheetCalibration(acme('HBM3', 3000, peaks), options as unknown as DatasheetOptions),
    ).toThrow(
      new RegExp(`^${path}: expected|^${path}: no such key, did you mean "multiprocessors"`),
    );
  });

  test('a system, and says where its chip is', () => {
    const system = { name: 'box', chip: acme('HBM3', 3000, peaks), tiers: [] };
    expect(() => datasheetCalibration(system as unknown as Chip)).toThrow(/system\.chip/);
  });

  test('a chip without any peak, and says which figure lacks', () => {
    expect(() => datasheetCalibration(acme('HBM3', 3000, {}))).toThrow(
      /^chip\.peakFlops: no dense/,
    );
  });
});
