import { computeRate, MantileError, standardDtypes, type Fault } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import type { ChipDefinition } from './chipDefinition.ts';
import { chips } from './chips.ts';
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
    const decimal = { name: 'HBM', gigabytes: 96, gigabytesPerSecond: 800 } as const;
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

  test.each([null, undefined, 'h100', 7, []])('refuses %j, which is no definition', (value) => {
    const [fault] = faultsOf(value);
    expect(fault).toMatchObject({ code: 'hardware.invalid', path: '', value });
    expect(fault?.message).toContain("{ name: 'Acme One'");
  });

  test('refuses parts of another kind', () => {
    const faults = faultsOf({ peakTflops: 400, memory: null });
    expect(faults.map(({ path }) => path)).toEqual(['name', 'peakTflops', 'memory']);
  });

  test('refuses keys that nobody reads, with the nearest', () => {
    const faults = faultsOf({
      name: 'Acme',
      peakTFLOPs: { bf16: 400 },
      peakTflops: { bf61: 400 },
      memory: { gibibytes: 96, gigabytesPerSec: 2400 },
    });
    const found = faults.map(({ path, message }) => [path, /mean "(\w+)"/.exec(message)?.[1]]);
    expect(found).toEqual([
      ['peakTFLOPs', 'peakTflops'],
      ['peakTflops.bf61', 'bf16'],
      ['memory.gigabytesPerSec', 'gigabytesPerSecond'],
      ['memory', undefined],
    ]);
  });

  test('refuses two capacities, two rates, and a peak that is dense and sparse at once', () => {
    const faults = faultsOf({
      name: 'Acme',
      peakTflops: { bf16: 400 },
      sparsePeakTflops: { bf16: 400 },
      memory: { ...memory, gigabytes: 96, busBits: 384 },
    });
    expect(faults.map(({ path, message }) => [path, message.slice(0, 21)])).toEqual([
      ['sparsePeakTflops.bf16', 'the same figure as pe'],
      ['memory', 'expected one capacity'],
      ['memory', 'expected one rate: gi'],
    ]);
  });

  test.each([
    ['peakTflops.bf16', { peakTflops: { bf16: 312e12 } }, 'FLOPS', 312],
    ['peakTflops.bf16', { peakTflops: { bf16: 312_000 } }, 'GFLOPS', 312],
    ['peakTflops.bf16', { peakTflops: { bf16: 0.989 } }, 'PFLOPS', 989],
    ['memory.gibibytes', { memory: { ...memory, gibibytes: 81_559 } }, 'MB or MiB', 81.56],
    ['memory.gibibytes', { memory: { ...memory, gibibytes: 96e9 } }, 'bytes', 96],
    [
      'memory.gigabytesPerSecond',
      { memory: { ...memory, gigabytesPerSecond: 3.35 } },
      'TB/s',
      3350,
    ],
    [
      'memory.gigabytesPerSecond',
      { memory: { ...memory, gigabytesPerSecond: 3.35e12 } },
      'bytes per second',
      3350,
    ],
    ['powerWatts', { powerWatts: 0.7 }, 'kW', 700],
    ['powerWatts', { powerWatts: 700_000 }, 'milliwatts', 700],
  ])('refuses %s of another unit: %j', (path, change, unit, likely) => {
    const definition = { name: 'Acme', peakTflops: { bf16: 400 }, memory, ...change };
    const faults = faultsOf(definition);
    expect(faults).toMatchObject([{ code: 'hardware.implausible', path }]);
    expect(faults[0]?.message).toContain(`given in ${unit}? Then write ${likely}.`);
  });

  test('refuses the price of buying a chip for an hour’s', () => {
    const faults = faultsOf({ name: 'A', peakTflops: { bf16: 4 }, memory, pricePerHourUsd: 30e3 });
    expect(faults.map(({ path }) => path)).toContain('pricePerHourUsd');
  });

  // One chip of the catalogue has no dense peak.
  const computing = chips.filter(({ peakFlops }) => Object.keys(peakFlops).length > 0);
  test.each(computing.map((chip) => [chip.id, chip] as const))(
    'doubts no figure of %s',
    (_, chip) => {
      const { facts, memory: tiers, powerWatts } = chip;
      const peaks = Object.entries(facts.peakTflops).map(([dtype, { value }]) => [dtype, value]);
      const definition = {
        name: chip.name,
        peakTflops: Object.fromEntries(peaks) as Record<string, number>,
        memory: {
          gigabytes: tiers[0].capacity / 1e9,
          gigabytesPerSecond: facts.memory[0].gigabytesPerSecond.value,
        },
        powerWatts,
      };
      expect(faultsOf(definition)).toEqual([]);
    },
  );
});
