import type { AppliedDefault } from '../defaults.ts';
import type { ChipCalibration, KernelFit, MeasurementSource } from './calibration.ts';
import type { CalibrationNote } from './calibrationNote.ts';
import { quantile } from './fit/errorSummary.ts';
import type { KernelKind } from './formulas/kernelSizes.ts';

/**
 * How far off the times of one kind of kernel are on shapes, or chips, that had been left out: the middle
 * over formats and kernels, in percent.
 *
 * @example
 * import { calibratedSystem, h100Sxm, type KernelError } from '@mantile/hardware';
 * const errors: readonly KernelError[] = calibratedSystem(h100Sxm).calibration.errors;
 * errors.map(({ kind }) => kind).slice(0, 2) // => ['matmul', 'decodeAttention']
 * @category Calibration
 */
export interface KernelError {
  readonly kind: KernelKind;
  readonly median: number;
  readonly percentile90: number;
}

/**
 * What the times of a calibrated system rest on.
 *
 * @example
 * import { calibratedSystem, system, type CalibrationBasis } from '@mantile/hardware';
 * const basis: CalibrationBasis = calibratedSystem(system('hgx-h20')).calibration;
 * [basis.transfer, basis.from] // => ['sibling', 'H200 141 GB SXM']
 * @category Calibration
 */
export interface CalibrationBasis {
  /** Measured on the chip itself, carried over from a chip of its architecture, or told from its datasheet and means over others. */
  readonly transfer: 'measured' | 'sibling' | 'datasheet';
  /** The chip that was measured; for means over several, the kind of memory that they have. */
  readonly from: string;
  /** Whose kernels; undefined: the median of all. */
  readonly engine?: string | undefined;
  readonly source?: MeasurementSource | undefined;
  /** Errors on what was left out, by kind of kernel: shapes for `measured`, chips of the same architecture for `sibling`, whole architectures for `datasheet`. Empty: nobody knows them. */
  readonly errors: readonly KernelError[];
  /** Values that were taken without being stated. */
  readonly defaults: readonly AppliedDefault[];
  readonly notes: readonly CalibrationNote[];
}

/** The errors of the kernels that an engine launches, or all engines, by kind. */
export function kernelErrors(
  fits: readonly (KernelFit & { readonly siblingError?: KernelFit['error'] })[],
  engine: string | undefined,
  leftOut: 'error' | 'siblingError',
): readonly KernelError[] {
  const kinds = [...new Set(fits.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const ofKind = fits.filter((fit) => fit.kind === kind && fit[leftOut] !== undefined);
    const own = ofKind.filter((fit) => fit.engine === (engine ?? 'any'));
    const errors = (own.length > 0 ? own : ofKind).flatMap((fit) => fit[leftOut] ?? []);
    if (errors.length === 0) return [];
    const middle = (values: readonly number[]): number => {
      const sorted = [...values].sort((first, second) => first - second);
      // Three digits: more say nothing of an error.
      return Number(quantile(sorted, 0.5).toPrecision(3));
    };
    return {
      kind,
      median: middle(errors.map(({ median }) => median)),
      percentile90: middle(errors.map(({ percentile90 }) => percentile90)),
    };
  });
}

/** The engines that kernels of a chip were measured with. */
export function enginesOf({ fits }: ChipCalibration): readonly string[] {
  return [...new Set(fits.map(({ engine }) => engine))];
}
