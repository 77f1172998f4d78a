import type { MeasuredChip } from '../calibration.ts';
import type { CoefficientRange } from '../formulas/formula.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import type { KernelKind } from '../formulas/kernelSizes.ts';
import { kernelDtypes } from '../measurements/kernelDtypes.ts';
import type { MeasurementOf } from '../measurements/measurement.ts';

/**
 * Whether a launch is of a kind that serving meets: others, such as products narrower than a tile or
 * thousands of sequences over a few keys, would bend the coefficients.
 */
export function inScope<Kind extends KernelKind>(measurement: MeasurementOf<Kind>): boolean {
  const { kind } = measurement;
  const sizes: Readonly<Record<string, number>> = measurement.sizes;
  const size = (name: string): number => sizes[name] ?? 0;
  switch (kind) {
    case 'decodeAttention':
      return size('length') >= 64;
    case 'latentDecode':
      return size('length') >= 128 && size('sequences') <= 512;
    default:
      return true;
  }
}

/** The coefficients that these measurements can tell; the others are left out or take their neutral value. */
export function fittedNames<Kind extends KernelKind>(
  kind: Kind,
  dtype: string,
  measurements: readonly MeasurementOf<Kind>[],
  chip: MeasuredChip,
): readonly string[] {
  const valuesOf = (name: string): readonly number[] =>
    measurements.map(({ sizes }) => (sizes as Readonly<Record<string, number>>)[name] ?? 0);
  const isAnySize = (name: string): boolean => valuesOf(name).some((value) => value > 0);
  const isExchange = kind === 'tokenExchange';
  const variant = measurements[0]?.variant ?? '';
  return Object.keys(kernelFormulas[kind].ranges).filter((name) => {
    switch (name) {
      case 'quantiseEfficiency':
        return kernelDtypes[dtype]?.quantises === true;
      case 'cacheSpeedup':
        return isAnySize('hotBytes') && chip.cacheMegabytes > 0;
      case 'windowWaste':
        return isAnySize('windowed');
      case 'networkEfficiency':
        return isAnySize('networkBytes');
      case 'launchGrowth':
        return new Set(valuesOf('packages')).size > 1;
      case 'tokenLatency':
        return !isExchange || variant.includes('low_latency');
      case 'copyLatency':
        return variant.includes('normal');
      case 'expertLatency':
        return !isExchange || isAnySize('experts');
      case 'memoryEfficiency':
        return !isExchange || isAnySize('localBytes');
      default:
        return true;
    }
  });
}

/** What a coefficient is taken to be where measurements cannot tell it; undefined where it is left out. */
export function neutralValue(
  kind: KernelKind,
  name: string,
  range: CoefficientRange | undefined,
): number | undefined {
  if (name === 'quantiseEfficiency') return undefined;
  if (kind === 'tokenExchange' && (name === 'tokenLatency' || name === 'copyLatency')) return 0;
  return name === 'cacheSpeedup' ? 1 : range?.start;
}

/**
 * How hard a coefficient is held at where its range starts, a typical value: what a factor of e away from it
 * must gain, in the sum of relative errors. A few dozen measurements of some kinds tell not all of their
 * coefficients apart; without this, noise drives them to the ends of their ranges.
 */
export function holdOf(kind: KernelKind): number {
  switch (kind) {
    case 'experts':
    case 'collective':
    case 'libraryAllToAll':
    case 'engineAllReduce':
      return 0.05;
    default:
      return 0;
  }
}

/** Bandwidth, in GB/s, from which memory is stacked. */
const stackedMemory = 1900;

/**
 * The range of a coefficient on a chip. Where memory is fast a cache gains little: more would be
 * the form's way to fit something else, and would make cold weights too slow.
 */
export function rangeOn(
  chip: MeasuredChip,
  kind: KernelKind,
  name: string,
  range: CoefficientRange,
): CoefficientRange {
  return kind === 'matmul' && name === 'cacheSpeedup' && chip.gigabytesPerSecond > stackedMemory
    ? { ...range, high: 1.25 }
    : range;
}
