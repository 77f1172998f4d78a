/**
 * What to know before trusting a calibrated time, with a code for programs.
 *
 * @example
 * import { datasheetCalibration, tpuV5e, type CalibrationNote } from '@mantile/hardware';
 * const notes: readonly CalibrationNote[] = datasheetCalibration(tpuV5e).notes;
 * notes.map(({ code }) => code) // => ['calibration.other_architecture']
 * @category Calibration
 */
export interface CalibrationNote {
  readonly code: CalibrationNoteCode;
  readonly message: string;
  /** The kinds of kernels that it is about, where it is about some. */
  readonly kernels?: readonly string[] | undefined;
}

/**
 * The codes of notes on calibrations.
 *
 * @example
 * import type { CalibrationNoteCode } from '@mantile/hardware';
 * const code: CalibrationNoteCode = 'calibration.never_measured';
 * code.split('.')[0] // => 'calibration'
 * @category Calibration
 */
export type CalibrationNoteCode =
  | 'calibration.never_measured'
  | 'calibration.sibling'
  | 'calibration.other_architecture'
  | 'calibration.architecture_unknown'
  | 'calibration.engine_not_measured'
  | 'calibration.launch_gap'
  | 'calibration.kernels_not_measured'
  | 'calibration.outer_links_not_measured';
