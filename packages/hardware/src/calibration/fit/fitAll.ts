import type { KernelFit, MeasuredChip } from '../calibration.ts';
import { kernelRates } from '../kernelRates.ts';
import type { Measurement } from '../measurements/measurement.ts';
import { fitKernel } from './fitKernel.ts';
import { fitPlacements } from './fitPlacements.ts';
import { isTooFast, mostTooFast } from './roofline.ts';
import { asKind, kernelsOf, seriesOf } from './seriesOf.ts';

/**
 * Fits every kernel of which there are enough measurements; `skipped` names the others, `unbelievable` those
 * that were left out because more than a tenth of their times are below what the chip allows.
 */
export function fitAll(
  measurements: readonly Measurement[],
  chip: MeasuredChip,
): {
  readonly fits: readonly KernelFit[];
  readonly skipped: readonly string[];
  readonly unbelievable: readonly string[];
} {
  const fits: KernelFit[] = [];
  const skipped: string[] = [];
  const kernels = kernelsOf(measurements);
  const unbelievable = kernels.filter((series) => isUnbelievable(series, chip));
  const believed = kernels.filter((series) => !unbelievable.includes(series));
  for (const series of seriesOf(believed.flat())) {
    const [first] = series;
    if (first === undefined) continue;
    const fit = fitKernel(asKind(series, first.kind), chip) as KernelFit | undefined;
    if (fit === undefined) skipped.push(nameOf(first));
    else fits.push(fit, ...fitPlacements(series, fit, chip));
  }
  return {
    fits,
    skipped,
    unbelievable: unbelievable.flatMap(([first]) => (first ? [nameOf(first)] : [])),
  };
}

function isUnbelievable(series: readonly Measurement[], chip: MeasuredChip): boolean {
  const tooFast = series.filter((one) => isTooFast(one, kernelRates(chip, one.dtype)));
  return tooFast.length > mostTooFast * series.length;
}

function nameOf({ kind, dtype, engine, variant }: Measurement): string {
  return [kind, dtype, engine, variant].join(' ').trim();
}
