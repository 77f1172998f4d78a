import type { FaultList } from '@mantile/core';
import { didYouMean } from './nearest.ts';

/** Whether a value is an object with keys; notes a fault, with what was expected, when it is not. */
export function requireObject(
  faults: FaultList,
  path: string,
  value: unknown,
  expected: string,
): value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true;
  faults.add({ code: 'hardware.invalid', path, value, message: `expected ${expected}.` });
  return false;
}

/** Notes each key that nobody reads, with the nearest that is read. */
export function refuseUnknownKeys(
  faults: FaultList,
  path: string,
  value: object,
  legal: readonly string[],
): void {
  for (const key of Object.keys(value)) {
    if (legal.includes(key)) continue;
    faults.add({
      code: 'hardware.unknown_key',
      path: path === '' ? key : `${path}.${key}`,
      value: key,
      legal,
      message: `no such key${didYouMean(key, legal)} Known: ${legal.join(', ')}.`,
    });
  }
}
