import type { KernelFitOf, MeasuredChip } from '../calibration.ts';
import type { CoefficientRange } from '../formulas/formula.ts';
import type { KernelCoefficients } from '../formulas/kernelCoefficients.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import type { KernelKind } from '../formulas/kernelSizes.ts';
import { kernelRates } from '../kernelRates.ts';
import type { MeasurementOf } from '../measurements/measurement.ts';
import { summariseErrors } from './errorSummary.ts';
import { leastSquares } from './leastSquares.ts';
import { isTooFast } from './roofline.ts';
import { fittedNames, holdOf, inScope, neutralValue, rangeOn } from './scope.ts';
import { folds, shapeFold } from './shapeFold.ts';
import { sizeRange } from './sizeRange.ts';

/** Fewer measurements than this per coefficient tell too little. */
const leastPerCoefficient = 2;
const significantDigits = 4;

/** Fits the coefficients of one kernel; undefined when its measurements are too few. */
export function fitKernel<Kind extends KernelKind>(
  measurements: readonly MeasurementOf<Kind>[],
  chip: MeasuredChip,
): KernelFitOf<Kind> | undefined {
  const meant = measurements.filter(inScope);
  const used = usable(measurements, chip);
  const [first] = used;
  const fasterThanPeak = meant.length - used.length;
  if (first === undefined) return undefined;
  const names = fittedNames(first.kind, first.dtype, used, chip);
  const least = leastPerCoefficient * names.length;
  if (used.length < least) return undefined;

  const formula = kernelFormulas[first.kind];
  const rates = kernelRates(chip, first.dtype);
  const told = leaveOut(used, names, chip);
  const left = [...told.keys()];
  const predicted = [...told.values()];
  // The error is that of fits which did not see what they predict; what is kept has seen everything.
  const kept = solve(first, used, names, chip);
  const atBounds = names.filter((name) => isAtBound(first.kind, name, kept, chip));
  const measured = left.map(({ microseconds }) => microseconds);
  const ideal = left.map(({ sizes }) => formula.idealMicroseconds(sizes, rates));
  return {
    kind: first.kind,
    dtype: first.dtype,
    engine: first.engine,
    variant: first.variant,
    coefficients: kept,
    shapes: used.length,
    range: sizeRange(used),
    ...mostPackagesOf(used),
    ...(atBounds.length > 0 && { atBounds }),
    ...(fasterThanPeak > 0 && { fasterThanPeak }),
    heldOut: left.length,
    ...(left.length > 0 && {
      error: summariseErrors(predicted, measured),
      idealError: summariseErrors(ideal, measured),
    }),
  };
}

/** The measurements that a fit uses. */
export function usable<Kind extends KernelKind>(
  measurements: readonly MeasurementOf<Kind>[],
  chip: MeasuredChip,
): readonly MeasurementOf<Kind>[] {
  return measurements
    .filter(inScope)
    .filter((one) => !isTooFast(one, kernelRates(chip, one.dtype)));
}

/** Predicted times, each by a fit that has not seen its shape, of as many as enough others are left for. */
export function leaveOut<Kind extends KernelKind>(
  used: readonly MeasurementOf<Kind>[],
  names: readonly string[],
  chip: MeasuredChip,
): ReadonlyMap<MeasurementOf<Kind>, number> {
  const told = new Map<MeasurementOf<Kind>, number>();
  for (let fold = 0; fold < folds; fold += 1) {
    const seen = used.filter(({ shape }) => shapeFold(shape) !== fold);
    const [first] = seen;
    if (first === undefined || seen.length === used.length) continue;
    if (seen.length < leastPerCoefficient * names.length) continue;
    const coefficients = solve(first, seen, names, chip);
    const { microseconds } = kernelFormulas[first.kind];
    const rates = kernelRates(chip, first.dtype);
    for (const one of used) {
      if (shapeFold(one.shape) !== fold) continue;
      told.set(one, microseconds(coefficients, one.sizes, rates));
    }
  }
  return told;
}

/** The most packages of exchanges; nothing for other kernels. */
function mostPackagesOf<Kind extends KernelKind>(
  measurements: readonly MeasurementOf<Kind>[],
): { readonly mostPackages?: number } {
  const counts = measurements.map(({ sizes }) => ('packages' in sizes ? sizes.packages : 0));
  const mostPackages = Math.max(...counts);
  return mostPackages > 0 ? { mostPackages } : {};
}

/**
 * Whether a coefficient ended where its range does. A cache that gains nothing is none of those: that is
 * the lower end of its range, and means what it says.
 */
function isAtBound<Kind extends KernelKind>(
  kind: Kind,
  name: string,
  coefficients: KernelCoefficients[Kind],
  chip: MeasuredChip,
): boolean {
  const ranges: Readonly<Record<string, CoefficientRange>> = kernelFormulas[kind].ranges;
  const value = (coefficients as unknown as Readonly<Record<string, number>>)[name];
  const range = ranges[name];
  if (value === undefined || range === undefined) return false;
  const { low, high } = rangeOn(chip, kind, name, range);
  return value >= high * 0.999 || (name !== 'cacheSpeedup' && value <= low * 1.001);
}

function solve<Kind extends KernelKind>(
  { kind, dtype }: Pick<MeasurementOf<Kind>, 'kind' | 'dtype'>,
  measurements: readonly MeasurementOf<Kind>[],
  names: readonly string[],
  chip: MeasuredChip,
): KernelCoefficients[Kind] {
  const formula = kernelFormulas[kind];
  const rates = kernelRates(chip, dtype);
  const byName: Readonly<Record<string, CoefficientRange>> = formula.ranges;
  const ranges = names.flatMap((name) => {
    const range = byName[name];
    return range === undefined ? [] : rangeOn(chip, kind, name, range);
  });
  const coefficients: Record<string, number> = {};
  for (const name of Object.keys(byName)) {
    const value = neutralValue(kind, name, byName[name]);
    if (value !== undefined) coefficients[name] = value;
  }
  // The names are the keys of the kind's coefficients, which the compiler cannot follow through a type parameter.
  const typed = coefficients as unknown as KernelCoefficients[Kind];
  const fill = (values: readonly number[]): void => {
    for (const [index, name] of names.entries()) coefficients[name] = values[index] ?? NaN;
  };
  const hold = holdOf(kind);
  const count = measurements.length + (hold === 0 ? 0 : ranges.length);
  const residuals = (values: readonly number[], into: Float64Array): void => {
    fill(values);
    for (const [index, { sizes, microseconds }] of measurements.entries()) {
      into[index] = Math.log(formula.microseconds(typed, sizes, rates) / microseconds);
    }
    if (hold === 0) return;
    for (const [index, range] of ranges.entries()) {
      const value = values[index] ?? range.start;
      const distance = range.low > 0 ? Math.log(value / range.start) : value - range.start;
      into[measurements.length + index] = hold * distance;
    }
  };
  let best: { readonly coefficients: readonly number[]; readonly loss: number } | undefined;
  for (const start of startingPoints(ranges)) {
    const found = leastSquares(ranges, start, residuals, count);
    if (best === undefined || found.loss < best.loss - 1e-9) best = found;
  }
  fill((best?.coefficients ?? []).map((value) => Number(value.toPrecision(significantDigits))));
  return typed;
}

/** The start that a formula names, and others around it: fits of several coefficients can have several valleys. */
function startingPoints(ranges: readonly CoefficientRange[]): readonly (readonly number[])[] {
  const scaled = (even: number, odd: number): readonly number[] =>
    ranges.map(({ start, low, high }, index) => {
      const factor = index % 2 === 0 ? even : odd;
      return Math.min(Math.max(low > 0 ? start * factor : start, low), high);
    });
  return [scaled(1, 1), scaled(0.6, 1.6), scaled(1.6, 0.5)];
}
