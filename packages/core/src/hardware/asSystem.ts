import { faultError, FaultList } from '../errors.ts';
import type { Chip, System } from './system.ts';
import { describeValue } from '../internal/describeValue.ts';

/**
 * A system from a bare chip (one package, no links), or the system itself; nonsense is refused.
 *
 * @example
 * import { asSystem, gibibytes, gigabytesPerSecond, teraflops } from '@mantile/core';
 * const chip = {
 *   name: 'L4',
 *   peakFlops: { bf16: teraflops(121) },
 *   memory: [{ name: 'GDDR6', capacity: gibibytes(24), bandwidth: gigabytesPerSecond(300) }],
 * } as const;
 * asSystem(chip).tiers // => []
 * @category Hardware
 */
export function asSystem(hardware: Chip | System): System {
  requireShape(hardware);
  const system = 'chip' in hardware ? hardware : { name: hardware.name, chip: hardware, tiers: [] };
  const faults = new FaultList();
  const positive = (value: number, path: string): void => {
    if (Number.isFinite(value) && value > 0) return;
    faults.add({
      code: 'hardware.invalid',
      path: `hardware.${path}`,
      value,
      message: 'expected a positive number; leave a figure out when it is not known.',
    });
  };
  for (const [dtype, rate] of Object.entries(system.chip.peakFlops)) {
    positive(rate, `chip.peakFlops.${dtype}`);
  }
  const { powerWatts, pricePerHourUsd } = system.chip;
  if (powerWatts !== undefined) positive(powerWatts, 'chip.powerWatts');
  if (pricePerHourUsd !== undefined) positive(pricePerHourUsd, 'chip.pricePerHourUsd');
  system.chip.memory.forEach((tier, index) => {
    positive(tier.capacity, `chip.memory[${index}].capacity`);
    positive(tier.bandwidth, `chip.memory[${index}].bandwidth`);
  });
  let below = 1;
  system.tiers.forEach((tier, index) => {
    positive(tier.bandwidth, `tiers[${index}].bandwidth`);
    if (!(tier.latency >= 0 && Number.isFinite(tier.latency))) {
      faults.add({
        code: 'hardware.invalid',
        path: `hardware.tiers[${index}].latency`,
        value: tier.latency,
        message: 'expected seconds, 0 or more.',
      });
    }
    if (!Number.isSafeInteger(tier.packages) || tier.packages <= below) {
      faults.add({
        code: 'hardware.invalid',
        path: `hardware.tiers[${index}].packages`,
        value: tier.packages,
        message: `expected a whole number above ${below}: each tier joins more packages than the one below.`,
      });
    }
    const along = tier.torusAxes?.reduce((product, axis) => product * axis.packages, below);
    if (along !== undefined && along !== tier.packages) {
      faults.add({
        code: 'hardware.invalid',
        path: `hardware.tiers[${index}].torusAxes`,
        value: tier.torusAxes,
        message: `the axes hold ${along} packages with those of the tiers below, but the tier joins ${tier.packages}.`,
      });
    }
    below = Math.max(below, tier.packages);
  });
  faults.throwIfAny();
  return system;
}

/** Refuses what is no chip and no system at all, so that the figures can be looked at. */
function requireShape(hardware: unknown): void {
  const isSystem = isRecord(hardware) && 'chip' in hardware;
  const chip = isSystem ? hardware['chip'] : hardware;
  const isChip =
    isRecord(chip) &&
    isRecord(chip['peakFlops']) &&
    Array.isArray(chip['memory']) &&
    chip['memory'].length > 0;
  if (isChip && (!isSystem || Array.isArray(hardware['tiers']))) return;
  throw faultError({
    code: 'hardware.invalid',
    path: 'hardware',
    value: hardware,
    message:
      'expected a Chip (peakFlops and at least one level of memory) or a System (a chip and its link tiers), ' +
      `got ${describeValue(hardware)}.`,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
