import type { KernelCoefficients } from './kernelCoefficients.ts';
import type { KernelKind, KernelSizes } from './kernelSizes.ts';
import type { KernelRates } from './rates.ts';

/**
 * The range in which a fit looks for a coefficient, and where it starts.
 *
 * @example
 * import { kernelFormulas, type CoefficientRange } from '@mantile/hardware';
 * const range: CoefficientRange = kernelFormulas.matmul.ranges.computeEfficiency;
 * [range.low, range.high] // => [0.05, 1]
 * @category Calibration
 */
export interface CoefficientRange {
  readonly start: number;
  readonly low: number;
  readonly high: number;
  /** What the number stands for, with its unit. */
  readonly meaning: string;
}

/**
 * How long a kind of kernel takes: a pure function of a few coefficients, the sizes of a launch and a chip.
 *
 * @example
 * import { kernelFormulas, type KernelFormula } from '@mantile/hardware';
 * const formula: KernelFormula<'stateDecode'> = kernelFormulas.stateDecode;
 * formula.ranges.launch.meaning // => 'fixed time, µs'
 * @category Calibration
 */
export interface KernelFormula<Kind extends KernelKind> {
  /** The formula as text, for reports. */
  readonly text: string;
  readonly ranges: Readonly<Record<keyof KernelCoefficients[Kind] & string, CoefficientRange>>;
  /** The time that a launch takes, in microseconds. */
  readonly microseconds: (
    coefficients: KernelCoefficients[Kind],
    sizes: Readonly<KernelSizes[Kind]>,
    rates: KernelRates,
  ) => number;
  /** The bare roofline of the same launch, in microseconds. */
  readonly idealMicroseconds: (sizes: Readonly<KernelSizes[Kind]>, rates: KernelRates) => number;
}

/** A fixed time, as most kernels have one. */
// @__NO_SIDE_EFFECTS__
export function launchRange(start: number, high = 200): CoefficientRange {
  return { start, low: 0.5, high, meaning: 'fixed time, µs' };
}

/** A share of a peak that a kernel reaches. */
// @__NO_SIDE_EFFECTS__
export function shareRange(of: string, start: number, low = 0.05, high = 1): CoefficientRange {
  return { start, low, high, meaning: `share of ${of}` };
}
