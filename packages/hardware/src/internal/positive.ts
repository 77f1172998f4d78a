import type { FaultList } from '@mantile/core';

/** Notes a fault when a figure is not a positive number. */
export function requirePositive(faults: FaultList, path: string, value: unknown): void {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return;
  faults.add({
    code: 'hardware.invalid',
    path,
    value,
    message: 'expected a positive number; leave a figure out when it is not known.',
  });
}

/** Notes a fault when a name is not a text with something in it. */
export function requireName(faults: FaultList, path: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  faults.add({
    code: 'hardware.invalid',
    path,
    value,
    message: 'expected a text of at least one letter, for people to read.',
  });
}
