import { MantileError, type Fault } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { calibrate, type ChipMeasurements } from './calibrate.ts';
import type { MeasuredChip } from './calibration.ts';
import { kernelFormulas } from './formulas/kernelFormulas.ts';
import { refuseWorseThanRoofline } from './fit/slowTables.ts';
import { kernelRates } from './kernelRates.ts';

const chip: MeasuredChip = {
  name: 'a chip of known habits',
  teraflops: { bf16: 1000, fp8: 2000 },
  gigabytesPerSecond: 4000,
  multiprocessors: 128,
  cacheMegabytes: 50,
  linkGigabytesPerSecond: 450,
};

const planted = {
  launch: 3,
  computeEfficiency: 0.7,
  memoryEfficiency: 0.8,
  innerOverhead: 100,
  innerLatency: 1.5,
  innerSaturation: 30_000,
  cacheSpeedup: 1.1,
};

/** Times of products as a chip with the planted coefficients would take them. */
function plantedProducts(): string {
  const lines = ['gemm_dtype,m,n,k,weight_copies,latency_us'];
  const rates = kernelRates(chip, 'bf16');
  for (const rows of [1, 16, 64, 256, 1024, 8192]) {
    for (const outer of [512, 2048, 8192, 32_768]) {
      for (const inner of [1024, 4096, 16_384]) {
        const weightBytes = 2 * inner * outer;
        const sizes = {
          rows,
          inner,
          outer,
          weightBytes,
          activationBytes: 2,
          hotBytes: weightBytes,
        };
        const time = kernelFormulas.matmul.microseconds(planted, sizes, rates);
        lines.push(`bf16,${rows},${outer},${inner},1,${time}`);
      }
    }
  }
  return lines.join('\n');
}

describe('calibrate', () => {
  const gemm = plantedProducts();
  const calibration = calibrate({ chip, tables: { gemm } });

  test('recovers the coefficients that made the times', () => {
    const [fit] = calibration.fits;
    expect(fit?.kind).toBe('matmul');
    for (const [name, value] of Object.entries(planted)) {
      const found = (fit?.coefficients as Readonly<Record<string, number>> | undefined)?.[name];
      expect(found! / value, name).toBeCloseTo(1, 2);
    }
    expect(fit?.error?.median).toBeLessThan(0.1);
    expect(fit?.idealError?.median).toBeGreaterThan(20);
    expect([fit?.shapes, fit?.heldOut]).toEqual([72, 72]);
    expect(fit?.range).toBe('rows 1–8192, inner 1024–16384, outer 512–32768');
  });

  test('finds the same once more', () => {
    expect(calibrate({ chip, tables: { gemm } })).toEqual(calibration);
  });

  test('does not depend on the order of the rows by more than rounding', () => {
    const [header, ...rows] = gemm.split('\n');
    const turned = calibrate({ chip, tables: { gemm: [header, ...rows.reverse()].join('\n') } });
    const [fit] = turned.fits;
    for (const [name, value] of Object.entries(calibration.fits[0]?.coefficients ?? {})) {
      const found = (fit?.coefficients as Readonly<Record<string, number>> | undefined)?.[name];
      expect(found! / value, name).toBeCloseTo(1, 2);
    }
  });

  test('refuses all bad rows of all tables at once, by table and line', () => {
    const tables = {
      gemm: `${gemm}\nbf16,0,1,1,1,5`,
      comm: 'backend,op,num_gpus,total_bytes,latency_us\nnccl,gossip,2,8,5',
    };
    const refused = refusal(() => calibrate({ chip, tables }));
    expect(refused).toEqual([
      `gemm:${gemm.split('\n').length + 1} measurement.not_a_size`,
      'comm:2 measurement.unknown_value',
    ]);
  });

  test('refuses too few rows, and a chip without rates', () => {
    const few = gemm.split('\n').slice(0, 5).join('\n');
    expect(refusal(() => calibrate({ chip, tables: { gemm: few } }))).toEqual([
      'tables measurement.too_few',
    ]);
    const dead = { ...chip, gigabytesPerSecond: 0 };
    expect(refusal(() => calibrate({ chip: dead, tables: { gemm } }))).toEqual([
      'chip.gigabytesPerSecond measurement.not_a_rate',
    ]);
  });
});

function refusal(attempt: () => unknown): readonly string[] {
  try {
    attempt();
  } catch (error) {
    if (MantileError.isInstance(error)) {
      return error.faults.map(({ path, code }) => `${path} ${code}`);
    }
    throw error;
  }
  return [];
}

describe('rows that no chip could have measured', () => {
  /** What is wrong with a table of products, as places, codes and what the message ends with. */
  function faultsOf(tables: Readonly<Record<string, string>>, figures = chip): readonly string[] {
    try {
      calibrate({ chip: figures, tables });
    } catch (error) {
      if (MantileError.isInstance(error)) {
        return error.faults.map(({ path, code, message }) => `${path} ${code} ${message}`);
      }
    }
    return [];
  }
  const header = 'gemm_dtype,m,n,k,latency_us';

  test.each([
    ['milliseconds', '0.08'],
    ['seconds', '0.00008'],
    ['nanoseconds', '900000'],
  ])('are refused, with a guess that they are in %s', (unit, time) => {
    // 16384 × 8192 weights are 67 µs of traffic.
    const [fault = ''] = faultsOf({ gemm: `${header}\nbf16,1,16384,8192,${time}` });
    expect(fault).toContain('gemm:2 measurement.implausible_time');
    expect(fault).toContain(`were these ${unit}?`);
  });

  test('are refused with a doubt in sizes or peaks, where no unit explains them', () => {
    const [fault = ''] = faultsOf({ gemm: `${header}\nbf16,8192,16384,8192,500` });
    expect(fault).toContain('gemm:2 measurement.implausible_time');
    expect(fault).toContain('are the sizes of the row, or the peaks of the chip');
  });

  test('are refused, where sizes are no whole numbers', () => {
    const rows = ['bf16,1.5,4096,4096,12', 'bf16,NaN,4096,4096,12', 'bf16,1,1e99,4096,12'];
    const faults = faultsOf({ gemm: [header, ...rows].join('\n') });
    expect(faults.map((fault) => fault.split(' ').slice(0, 2).join(' '))).toEqual([
      'gemm:2 measurement.not_a_size',
      'gemm:3 measurement.not_a_size',
      'gemm:4 measurement.not_a_size',
    ]);
  });

  test('are left out and listed, where they are a little too fast', () => {
    // At 0.9 of the roofline: 2 · 8192³ operations at 1000 teraflops take 1100 µs.
    const gemm = `${plantedProducts()}\nbf16,8192,8192,8192,1,990`;
    const { leftOut, fits } = calibrate({ chip, tables: { gemm } });
    expect(leftOut).toEqual(['gemm:74']);
    expect(fits.map(({ shapes, fasterThanPeak }) => [shapes, fasterThanPeak])).toEqual([[72, 1]]);
  });

  test('speak against the peaks, where many of them are too fast', () => {
    const slow = { ...chip, teraflops: { bf16: 450 }, gigabytesPerSecond: 2500 };
    const faults = faultsOf({ gemm: plantedProducts() }, slow);
    expect(faults.join()).toContain('chip measurement.faster_than_peak');
    expect(faults.join()).toContain('matmul bf16 any');
  });

  test('need the peak that they are a share of', () => {
    const comm = 'backend,op,num_gpus,total_bytes,latency_us\nnccl,all_reduce,8,1024,12';
    const { linkGigabytesPerSecond: _link, ...unlinked } = chip;
    expect(faultsOf({ comm }, unlinked).join()).toContain(
      'chip.linkGigabytesPerSecond measurement.rate_missing',
    );
  });
});

describe('measurements that are none', () => {
  const gemm = plantedProducts();
  const { gigabytesPerSecond: _rate, ...slow } = chip;
  const { multiprocessors: _units, ...unitless } = chip;
  test.each([
    [null, ['measurements measurement.invalid']],
    [{}, ['chip measurement.invalid', 'tables measurement.invalid']],
    [{ chip }, ['tables measurement.invalid']],
    [{ chip, tables: { gemm: 5 } }, ['tables.gemm measurement.invalid']],
    [{ chip: slow, tables: { gemm } }, ['chip.gigabytesPerSecond measurement.not_a_rate']],
    [{ chip: unitless, tables: { gemm } }, ['chip.multiprocessors measurement.not_a_rate']],
    [
      { chip, tables: { gemm: gemm.replace('weight_copies', 'k') } },
      ['gemm:1 measurement.column_repeated'],
    ],
  ])('are refused by path: case %#', (measured, expected) => {
    expect(refusal(() => calibrate(measured as unknown as ChipMeasurements))).toEqual(expected);
  });

  test.each([1000, 100])('are refused where all times are %i times too long', (factor) => {
    const [header, ...rows] = gemm.split('\n');
    const scaled = rows.map((row) => {
      const cells = row.split(',');
      return [...cells.slice(0, -1), Number(cells.at(-1)) * factor].join(',');
    });
    const tables = { gemm: [header, ...scaled].join('\n') };
    expect(() => calibrate({ chip, tables })).toThrow(
      /^gemm: \d+ of 72 times are .* All are about \d+ times off, so that the unit/,
    );
  });
});

test('a fit worse than the bare roofline is refused', () => {
  const [fit] = calibrate({ chip, tables: { gemm: plantedProducts() } }).fits;
  const off = (median: number) => ({ median, mean: median, percentile90: median });
  const worse = (error: number, ideal: number): number => {
    const faults: Fault[] = [];
    refuseWorseThanRoofline([{ ...fit!, error: off(error), idealError: off(ideal) }], faults);
    return faults.length;
  };
  expect([worse(60, 50), worse(50, 60), worse(5, 4)]).toEqual([1, 0, 0]);
});
