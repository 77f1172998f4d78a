import { computeRate, MantileError, standardDtypes, type Fault } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import type { ChipDefinition } from './chipDefinition.ts';
import { defineChip } from './defineChip.ts';
import { b200Sxm } from './nvidia/b200Sxm.ts';

const memory = { name: 'HBM3', gibibytes: 96, gigabytesPerSecond: 2400 } as const;

function faultsOf(definition: unknown): readonly Fault[] {
  try {
    defineChip(definition as ChipDefinition);
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  return [];
}

describe('defineChip', () => {
  test('of a fully stated chip takes nothing for granted', () => {
    const chip = defineChip({ name: 'Acme', peakTflops: { bf16: 400 }, memory, powerWatts: 500 });
    expect(chip).toMatchObject({
      name: 'Acme',
      peakFlops: { bf16: 400e12 },
      memory: [{ name: 'HBM3', capacity: 96 * 2 ** 30, bandwidth: 2.4e12 }],
      powerWatts: 500,
      defaults: [],
    });
  });

  test('invents no peak: core computes a missing format in one that is there', () => {
    const chip = defineChip({ name: 'Acme', peakTflops: { bf16: 400 }, memory });
    expect(Object.keys(chip.peakFlops)).toEqual(['bf16']);
    expect(computeRate(chip, standardDtypes.fp8)).toEqual({
      dtype: 'bf16',
      flopsPerSecond: 400e12,
    });
  });

  test('fills formats in the ratios of a relative, and lists them', () => {
    const chip = defineChip({
      name: 'B200 lite',
      peakTflops: { bf16: 1125 },
      like: b200Sxm,
      memory,
    });
    // Half of a B200 in every format.
    expect(chip.peakFlops['nvfp4']).toBe(4500e12);
    expect(chip.peakFlops['fp64']).toBe(18.5e12);
    const filled = chip.defaults.map(({ path }) => path);
    expect(filled).toContain('peakTflops.nvfp4');
    expect(filled).not.toContain('peakTflops.bf16');
  });

  test('takes a dense peak before a sparse one, and another factor where it is stated', () => {
    const chip = defineChip({
      name: 'Ultra',
      peakTflops: { bf16: 2250 },
      sparsePeakTflops: { bf16: 4500, nvfp4: 18000 },
      sparsityFactor: 4 / 3,
      memory,
    });
    expect(chip.peakFlops).toEqual({ bf16: 2250e12, nvfp4: 13500e12 });
    expect(chip.defaults).toEqual([]);
  });

  test('tells decimal from binary capacities', () => {
    const decimal = { name: 'HBM', gigabytes: 96, gigabytesPerSecond: 1 } as const;
    const chip = defineChip({ name: 'Acme', peakTflops: { bf16: 1 }, memory: decimal });
    expect(chip.memory[0].capacity).toBe(96e9);
  });

  test('refuses nonsense, all of it at once', () => {
    const faults = faultsOf({
      name: 'Acme',
      peakTflops: { bf16: 0 },
      sparsePeakTflops: { fp8: NaN },
      sparsityFactor: -2,
      memory: { gigabytesPerSecond: 0 },
      powerWatts: 0,
    });
    expect(faults.map(({ path }) => path)).toEqual([
      'peakTflops.bf16',
      'sparsePeakTflops.fp8',
      'sparsityFactor',
      'memory.gigabytesPerSecond',
      'memory',
      'powerWatts',
    ]);
    expect(faultsOf({ name: 'Acme', memory }).map(({ path }) => path)).toEqual(['peakTflops']);
  });
});
