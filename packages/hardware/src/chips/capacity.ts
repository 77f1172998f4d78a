import { bytes, type Bytes } from '@mantile/core';
import { figure, type Basis } from '../figure.ts';
import type { CapacityFigure, CapacityUnit } from './chipFacts.ts';

const bytesPerUnit = { GB: 1_000_000_000, GiB: 1_073_741_824, MiB: 1_048_576 } as const;

/** A capacity as its source states it. */
// @__NO_SIDE_EFFECTS__
export function capacity(
  value: number,
  unit: CapacityUnit,
  basis: Basis,
  detail?: { readonly derivation?: string; readonly note?: string },
): CapacityFigure {
  return { ...figure(value, basis, detail), unit };
}

/** A capacity in whole bytes, rounded down: a byte that is not there holds nothing. */
export function capacityBytes({ value, unit }: CapacityFigure): Bytes {
  return bytes(Math.floor(value * bytesPerUnit[unit]));
}
