import { MantileError, type Fault } from '@mantile/core';
import type { ChipCalibration, MeasuredChip, MeasurementSource } from './calibration.ts';
import { fitAll } from './fit/fitAll.ts';
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
 * all at once, each by the number of its line.
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
export function calibrate({ chip, tables, source }: ChipMeasurements): ChipCalibration {
  const faults: Fault[] = [];
  const measurements = Object.entries(tables).flatMap(([name, text]) =>
    readMeasurements(name, text, faults),
  );
  const rates = { ...chip.teraflops, gigabytesPerSecond: chip.gigabytesPerSecond };
  for (const [name, value] of Object.entries(rates)) {
    if (value > 0 && Number.isFinite(value)) continue;
    faults.push({
      code: 'measurement.not_a_rate',
      path: `chip.${name}`,
      value,
      message: 'expected a rate above 0.',
    });
  }
  throwIfAny(faults);
  const { fits, skipped } = fitAll(measurements, chip);
  if (fits.length === 0) {
    faults.push({
      code: 'measurement.too_few',
      path: 'tables',
      value: measurements.length,
      message: `expected two measurements or more per coefficient of a kernel; there are too few of ${skipped.join('; ') || 'any'}.`,
    });
  }
  throwIfAny(faults);
  return { chip, ...(source !== undefined && { source }), fits };
}

function throwIfAny(faults: readonly Fault[]): void {
  const [first, ...rest] = faults;
  if (first !== undefined) throw new MantileError([first, ...rest]);
}
