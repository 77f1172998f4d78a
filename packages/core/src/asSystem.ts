import { FaultList } from './errors.ts';
import type { Chip, System } from './hardware.ts';

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
  system.chip.memory.forEach((tier, index) => {
    positive(tier.capacity, `chip.memory[${index}].capacity`);
    positive(tier.bandwidth, `chip.memory[${index}].bandwidth`);
  });
  let below = 1;
  system.tiers.forEach((tier, index) => {
    positive(tier.bandwidth, `tiers[${index}].bandwidth`);
    if (!(tier.latency >= 0)) positive(tier.latency, `tiers[${index}].latency`);
    if (!Number.isSafeInteger(tier.packages) || tier.packages <= below) {
      faults.add({
        code: 'hardware.invalid',
        path: `hardware.tiers[${index}].packages`,
        value: tier.packages,
        message: `expected a whole number above ${below}: each tier joins more packages than the one below.`,
      });
    }
    below = Math.max(below, tier.packages);
  });
  faults.throwIfAny();
  return system;
}
