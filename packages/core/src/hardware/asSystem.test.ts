import { expect, test } from 'vitest';
import { faultsOf } from '../__fixtures__/faultsOf.ts';
import { toyChip, toySystem } from '../__fixtures__/toySystem.ts';
import { asSystem } from './asSystem.ts';
import type { Chip, System } from './system.ts';

test('a bare chip is a system of one package without links', () => {
  expect(asSystem(toyChip)).toEqual({ name: 'toy chip', chip: toyChip, tiers: [] });
});

test('a system is taken as it is', () => {
  expect(asSystem(toySystem)).toBe(toySystem);
});

test('impossible figures are refused, all at once', () => {
  const [inside, outside] = toySystem.tiers;
  const system = {
    ...toySystem,
    chip: {
      ...toyChip,
      peakFlops: { bf16: 0 },
      memory: [{ name: 'HBM', capacity: NaN, bandwidth: -1 }],
      powerWatts: -700,
      pricePerHourUsd: 0,
    },
    tiers: [
      { ...inside, bandwidth: Infinity },
      { ...outside, packages: 8, latency: Infinity },
    ],
  } as unknown as System;
  expect(faultsOf(() => asSystem(system)).map(({ code, path }) => `${code} ${path}`)).toEqual([
    'hardware.invalid hardware.chip.peakFlops.bf16',
    'hardware.invalid hardware.chip.powerWatts',
    'hardware.invalid hardware.chip.pricePerHourUsd',
    'hardware.invalid hardware.chip.memory[0].capacity',
    'hardware.invalid hardware.chip.memory[0].bandwidth',
    'hardware.invalid hardware.tiers[0].bandwidth',
    'hardware.invalid hardware.tiers[1].latency',
    'hardware.invalid hardware.tiers[1].packages',
  ]);
});

test('links without latency are ideal, not impossible', () => {
  const tiers = toySystem.tiers.map((tier) => ({ ...tier, latency: 0 }));
  expect(() => asSystem({ ...toySystem, tiers } as unknown as System)).not.toThrow();
});

test.each([
  undefined,
  null,
  'H100',
  {},
  { chip: {} },
  { ...toyChip, memory: [] },
  { chip: toyChip, name: 'no tiers' },
])('%o is neither chip nor system', (hardware) => {
  expect(faultsOf(() => asSystem(hardware as unknown as Chip))).toMatchObject([
    { code: 'hardware.invalid', path: 'hardware', value: hardware },
  ]);
});
