import type { ChipCalibration } from './calibration.ts';
import { a100Sxm80Calibration } from './coefficients/a100Sxm80.ts';
import { arcB60Calibration } from './coefficients/arcB60.ts';
import { b200SxmCalibration } from './coefficients/b200Sxm.ts';
import { b300SxmCalibration } from './coefficients/b300Sxm.ts';
import { gb200Calibration } from './coefficients/gb200.ts';
import { gb300Calibration } from './coefficients/gb300.ts';
import { h100SxmCalibration } from './coefficients/h100Sxm.ts';
import { h200SxmCalibration } from './coefficients/h200Sxm.ts';
import { l40sCalibration } from './coefficients/l40s.ts';
import { rtxPro6000ServerCalibration } from './coefficients/rtxPro6000Server.ts';

const calibrations: Readonly<Record<string, ChipCalibration>> = {
  'a100-80-sxm': a100Sxm80Calibration,
  'h100-sxm': h100SxmCalibration,
  'h200-sxm': h200SxmCalibration,
  'b200-sxm': b200SxmCalibration,
  'b300-sxm': b300SxmCalibration,
  gb200: gb200Calibration,
  gb300: gb300Calibration,
  l40s: l40sCalibration,
  'rtx-pro-6000-server': rtxPro6000ServerCalibration,
  'arc-b60': arcB60Calibration,
};

/**
 * The calibration of a chip of the catalogue, by its id; undefined when it was never measured, for
 * which there is `datasheetCalibration`. It carries those of all chips: import one by its name to ship less.
 *
 * @example
 * import { calibrationOf } from '@mantile/hardware';
 * calibrationOf('h100-sxm')?.source?.licence // => 'Apache-2.0, © NVIDIA CORPORATION & AFFILIATES'
 * calibrationOf('tpu-v5e') // => undefined
 * @category Calibration
 */
export function calibrationOf(id: string): ChipCalibration | undefined {
  return Object.hasOwn(calibrations, id) ? calibrations[id] : undefined;
}

/** The ids of all chips that were measured. */
export const measuredIds = (): readonly string[] => Object.keys(calibrations);
