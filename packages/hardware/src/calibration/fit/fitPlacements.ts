import type { KernelFit, KernelFitOf, MeasuredChip } from '../calibration.ts';
import type { Measurement, MeasurementOf } from '../measurements/measurement.ts';
import { summariseErrors } from './errorSummary.ts';
import { fitKernel, leaveOut, usable } from './fitKernel.ts';
import { fittedNames } from './scope.ts';
import { asKind } from './seriesOf.ts';

/** With fewer shapes of either placement, or fewer left out, errors say too little of which fit is better. */
const leastShapes = 15;
const leastLeftOut = 10;
/** The most of the mean error of the fit of both that a fit of its own may keep to be worth its coefficients. */
const worthwhile = 0.75;

/**
 * Fits experts that lie whole on a package, and those spread over several, each alone, and keeps what tells
 * the left-out shapes of its placement clearly better than the fit of both: under one name, engines launch
 * kernels that differ.
 */
export function fitPlacements(
  series: readonly Measurement[],
  joint: KernelFit,
  chip: MeasuredChip,
): readonly KernelFitOf<'experts'>[] {
  if (joint.kind !== 'experts') return [];
  const used = usable(asKind(series, 'experts'), chip);
  const parts = (['whole', 'spread'] as const).map((placement) => ({
    placement,
    part: used.filter((one) => one.placement === placement),
  }));
  if (parts.some(({ part }) => part.length < leastShapes)) return [];
  const jointly = predictions(used, chip);
  return parts.flatMap(({ placement, part }) => {
    const fit = fitKernel(part, chip);
    const alone = predictions(part, chip);
    const compared = [...alone.keys()].filter((one) => jointly.has(one));
    if (fit === undefined || compared.length < leastLeftOut) return [];
    const [own, both] = [alone, jointly].map((told) => errorOn(compared, told));
    const isBetter =
      own !== undefined &&
      both !== undefined &&
      own.mean <= worthwhile * both.mean &&
      own.median <= both.median;
    return isBetter ? [{ ...fit, placement }] : [];
  });
}

type Times = ReadonlyMap<MeasurementOf<'experts'>, number>;

function predictions(used: readonly MeasurementOf<'experts'>[], chip: MeasuredChip): Times {
  const dtype = used[0]?.dtype ?? '';
  return leaveOut(used, fittedNames('experts', dtype, used, chip), chip);
}

function errorOn(shapes: readonly MeasurementOf<'experts'>[], told: Times) {
  return summariseErrors(
    shapes.map((one) => told.get(one) ?? NaN),
    shapes.map(({ microseconds }) => microseconds),
  );
}
