/**
 * How far predictions lie from measurements: absolute errors in percent of the measured time.
 *
 * @example
 * import { h100SxmCalibration, type ErrorSummary } from '@mantile/hardware';
 * const errors: readonly (ErrorSummary | undefined)[] = h100SxmCalibration.fits.map(({ error }) => error);
 * errors.length // => h100SxmCalibration.fits.length
 * @category Calibration
 */
export interface ErrorSummary {
  readonly median: number;
  readonly mean: number;
  readonly percentile90: number;
}

/** Sums up relative errors. */
export function summariseErrors(
  predicted: readonly number[],
  measured: readonly number[],
): ErrorSummary {
  const errors = predicted
    .map((value, index) => 100 * Math.abs(value / (measured[index] ?? value) - 1))
    .sort((first, second) => first - second);
  const mean = errors.reduce((sum, error) => sum + error, 0) / Math.max(errors.length, 1);
  return {
    median: rounded(quantile(errors, 0.5)),
    mean: rounded(mean),
    percentile90: rounded(quantile(errors, 0.9)),
  };
}

/** Three digits: more say nothing of an error. */
function rounded(error: number): number {
  return Number(error.toPrecision(3));
}

/** A quantile of sorted numbers, interpolated. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}
