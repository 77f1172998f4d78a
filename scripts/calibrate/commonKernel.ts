import type { ChipCalibration, KernelFit, KernelFitOf } from '@mantile/hardware';
import type { KernelKind } from '../../packages/hardware/src/calibration/formulas/kernelSizes.ts';

/** The engine and variant of a kernel. */
export type KernelName = Pick<KernelFit, 'engine' | 'variant'>;

/** The kernel that was measured on most chips, and of those the best predicted. */
export function commonKernel(
  calibrations: readonly ChipCalibration[],
  kind: KernelKind,
  dtype: string,
): KernelName | undefined {
  const found = new Map<string, { readonly name: KernelName; errors: readonly number[] }>();
  for (const { fits } of calibrations) {
    for (const fit of fits) {
      if (fit.kind !== kind || fit.dtype !== dtype || fit.error === undefined) continue;
      if (fit.placement !== undefined) continue;
      const key = `${fit.engine}|${fit.variant}`;
      const errors = [...(found.get(key)?.errors ?? []), fit.error.median];
      found.set(key, { name: fit, errors });
    }
  }
  const mean = (errors: readonly number[]): number =>
    errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const [best] = [...found.values()].sort(
    (first, second) =>
      second.errors.length - first.errors.length || mean(first.errors) - mean(second.errors),
  );
  return best?.name;
}

/** The fit of a kernel by its name. */
export function fitNamed<Kind extends KernelKind>(
  calibration: ChipCalibration,
  kind: Kind,
  dtype: string,
  { engine, variant }: KernelName,
): KernelFitOf<Kind> | undefined {
  return calibration.fits.find(
    (fit) =>
      fit.kind === kind &&
      fit.dtype === dtype &&
      fit.engine === engine &&
      fit.variant === variant &&
      fit.placement === undefined,
  ) as unknown as KernelFitOf<Kind> | undefined;
}
