import type { ChipCalibration } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import { kernelRates } from '../kernelRates.ts';
import { chooseFit } from './chooseFit.ts';

/**
 * For chips without a measurement of their own: 2.5 µs a small kernel, which made blocks of measured
 * kernels add up to measured blocks within 1 to 4 %, and a common share of the bandwidth.
 */
const typicalPass = { launch: 2.5, memoryEfficiency: 0.8 };

/** Microseconds of element-wise work by the bytes that it moves. */
export function passTimes(calibration: ChipCalibration): (bytes: number) => number {
  const bound = chooseFit(calibration, 'memoryPass', { dtype: 'bf16' });
  const coefficients = bound?.fit.coefficients ?? typicalPass;
  const rates = bound?.rates ?? kernelRates(calibration.chip, 'bf16');
  const sizes = { bytes: 0 };
  return (bytes) => {
    sizes.bytes = bytes;
    return kernelFormulas.memoryPass.microseconds(coefficients, sizes, rates);
  };
}
