import {
  a100Sxm80Calibration,
  arcB60Calibration,
  b200SxmCalibration,
  b300SxmCalibration,
  gb200Calibration,
  gb300Calibration,
  h100SxmCalibration,
  h200SxmCalibration,
  l40sCalibration,
  rtxPro6000ServerCalibration,
  type ChipCalibration,
} from '@mantile/hardware';

/** The committed coefficients, by the names of their modules. */
export const committed: Readonly<Record<string, ChipCalibration>> = {
  a100Sxm80: a100Sxm80Calibration,
  h100Sxm: h100SxmCalibration,
  h200Sxm: h200SxmCalibration,
  b200Sxm: b200SxmCalibration,
  b300Sxm: b300SxmCalibration,
  gb200: gb200Calibration,
  gb300: gb300Calibration,
  l40s: l40sCalibration,
  rtxPro6000Server: rtxPro6000ServerCalibration,
  arcB60: arcB60Calibration,
};
