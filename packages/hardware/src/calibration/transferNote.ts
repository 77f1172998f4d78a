import type { Chip } from '@mantile/core';
import type { ChipCalibration } from './calibration.ts';
import type { CalibrationNote } from './calibrationNote.ts';
import { catalogued } from './datasheetFigures.ts';

/**
 * What carrying coefficients over from NVIDIA's chips to one of another vendor showed: the only such chip
 * that was measured is the Arc Pro B60. (aiconfigurator's kernels, with this project's first formulas.)
 */
const otherVendor =
  'On the one chip of another vendor that was measured, Arc Pro B60, such times were off by 20 to 60 % (median), and by up to 77 % for decoding.';

/** What is known of how well coefficients carry over to a chip. */
export function transferNote(chip: Chip, like: ChipCalibration | undefined): CalibrationNote {
  const known = catalogued(chip);
  if (known !== undefined && known.vendor !== 'NVIDIA') {
    return {
      code: 'calibration.other_architecture',
      message:
        `no kernel was measured on ${chip.name}, nor on any chip of its architecture (${known.architecture}): its times rest on ` +
        `coefficients of NVIDIA's chips, and no error is claimed. ${otherVendor} Expect no better, and measure before money depends on it.`,
    };
  }
  if (like !== undefined && like.chip.name === chip.name) {
    const { gigabytesPerSecond, teraflops } = like.chip;
    const peak = teraflops['bf16'] === undefined ? '' : ` and ${teraflops['bf16']} TFLOP/s in bf16`;
    return {
      code: 'calibration.sibling',
      message: `the kernels of ${chip.name} were measured at ${gigabytesPerSecond} GB/s${peak}: their shares of these figures are carried over to the figures given, which nobody measured.`,
    };
  }
  if (like !== undefined) {
    return {
      code: 'calibration.sibling',
      message: `no kernel was measured on ${chip.name}: coefficients are those of ${like.chip.name}. Within one architecture that adds up to 5 points to the error of products and up to 9 to that of attention; between architectures much more.`,
    };
  }
  if (known !== undefined) {
    return {
      code: 'calibration.never_measured',
      message: `no kernel was measured on ${chip.name}: coefficients are means over other NVIDIA chips, and errors those that such means showed on architectures that had been left out.`,
    };
  }
  return {
    code: 'calibration.architecture_unknown',
    message: `no kernel was measured on ${chip.name}, and its architecture is not known: coefficients are means over NVIDIA chips. The errors given hold if it is one of those. ${otherVendor}`,
  };
}
