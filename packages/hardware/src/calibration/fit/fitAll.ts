import type { KernelFit, MeasuredChip } from '../calibration.ts';
import type { Measurement } from '../measurements/measurement.ts';
import { fitKernel } from './fitKernel.ts';
import { asKind, seriesOf } from './seriesOf.ts';

/** Fits every kernel of which there are enough measurements; `skipped` names the others. */
export function fitAll(
  measurements: readonly Measurement[],
  chip: MeasuredChip,
): { readonly fits: readonly KernelFit[]; readonly skipped: readonly string[] } {
  const fits: KernelFit[] = [];
  const skipped: string[] = [];
  for (const series of seriesOf(measurements)) {
    const [first] = series;
    if (first === undefined) continue;
    const fit = fitKernel(asKind(series, first.kind), chip) as KernelFit | undefined;
    if (fit === undefined) {
      skipped.push([first.kind, first.dtype, first.engine, first.variant].join(' ').trim());
    } else {
      fits.push(fit);
    }
  }
  return { fits, skipped };
}
