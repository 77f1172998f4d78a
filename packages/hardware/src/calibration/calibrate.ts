import { MantileError, type Fault } from '@mantile/core';
import type { ChipCalibration, MeasuredChip, MeasurementSource } from './calibration.ts';
import { checkChip, checkShape } from './checkMeasured.ts';
import { checkTimes } from './fit/checkTimes.ts';
import { fitAll } from './fit/fitAll.ts';
import { refuseSlowTables, refuseWorseThanRoofline } from './fit/slowTables.ts';
import { readMeasurements } from './measurements/readMeasurements.ts';

/**
 * Measurements of a chip, as comma-separated text.
 *
 * @example
 * import type { ChipMeasurements } from '@mantile/hardware';
 * const few: ChipMeasurements['tables'] = { gemm: 'gemm_dtype,m,n,k,latency_us\nbf16,1,4096,4096,12.5\n' };
 * Object.keys(few) // => ['gemm']
 * @category Calibration
 */
export interface ChipMeasurements {
  readonly chip: MeasuredChip;
  /** Text by the name of its table, such as `gemm` or `decode_attn`; the guide lists their columns. */
  readonly tables: Readonly<Record<string, string>>;
  readonly source?: MeasurementSource | undefined;
}

/**
 * Fits the formulas of kernels to measurements of one's own: the coefficients, and their error on shapes
 * that the fit has not seen. The same text gives the same numbers. Rows that make no sense are refused,
 * all at once, each by the number of its line: sizes that are not whole, and times that the peaks of the chip
 * rule out, which mostly are in another unit than microseconds. Rows that are a little too fast are left out
 * and listed.
 *
 * @example
 * import { calibrate } from '@mantile/hardware';
 * import { MantileError } from '@mantile/core';
 * const chip = { name: 'mine', teraflops: { bf16: 100 }, gigabytesPerSecond: 1000, multiprocessors: 64, cacheMegabytes: 40 };
 * let places: readonly string[] = [];
 * try {
 *   calibrate({ chip, tables: { gemm: 'gemm_dtype,m,n,k,latency_us\nbf16,1,4096,4096,12.5\nbf16,0,4096,4096,12.5\n' } });
 * } catch (error) {
 *   if (MantileError.isInstance(error)) places = error.faults.map(({ path, code }) => `${path} ${code}`);
 * }
 * places // => ['gemm:3 measurement.not_a_size']
 * @category Calibration
 */
export function calibrate(measured: ChipMeasurements): ChipCalibration {
  checkShape(measured);
  const { chip, tables, source } = measured;
  const faults: Fault[] = [];
  const measurements = Object.entries(tables).flatMap(([name, text]) =>
    readMeasurements(name, text, faults),
  );
  checkChip(chip, faults);
  throwIfAny(faults);
  const leftOut = checkTimes(measurements, chip, faults);
  throwIfAny(faults);
  refuseSlowTables(measurements, chip, faults);
  throwIfAny(faults);
  const { fits, skipped, unbelievable } = fitAll(measurements, chip);
  for (const name of unbelievable) {
    faults.push({
      code: 'measurement.faster_than_peak',
      path: 'chip',
      value: name,
      message: `more than a tenth of the times of ${name} are less than the peaks of the chip allow: give the peaks and bandwidths of the datasheet, dense and not sparse.`,
    });
  }
  if (fits.length === 0) {
    faults.push({
      code: 'measurement.too_few',
      path: 'tables',
      value: measurements.length,
      message: `expected two measurements or more per coefficient of a kernel; there are too few of ${skipped.join('; ') || 'any'}.`,
    });
  }
  refuseWorseThanRoofline(fits, faults);
  throwIfAny(faults);
  return {
    chip,
    ...(source !== undefined && { source }),
    fits,
    ...(leftOut.length > 0 && { leftOut }),
  };
}

function throwIfAny(faults: readonly Fault[]): void {
  const [first, ...rest] = faults;
  if (first !== undefined) throw new MantileError([first, ...rest]);
}
