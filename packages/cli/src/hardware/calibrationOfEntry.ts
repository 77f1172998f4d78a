import { MantileError } from '@mantile/core';
import { calibratedSystem, type CalibrationBasis } from '@mantile/hardware';
import type { HardwareEntry } from './catalogue.ts';

/** The calibration that a chip or a system would take, or why it can take none. */
export type EntryCalibration = { readonly basis: CalibrationBasis } | { readonly refusal: string };

/** What calibrated times of a chip or system would rest on; undefined for links, which have no times of their own. */
export function calibrationOfEntry(found: HardwareEntry): EntryCalibration | undefined {
  if (found.kind === 'link' || found.kind === 'switch') return undefined;
  try {
    return { basis: calibratedSystem(found.entry).calibration };
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return { refusal: error.faults.map(({ message }) => message).join(' ') };
  }
}
