import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { calibrate } from './calibrate.ts';
import { kernelFormulas } from './formulas/kernelFormulas.ts';
import { kernelRates } from './kernelRates.ts';

const chip = {
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
