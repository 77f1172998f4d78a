import type { ChipCalibration, ErrorSummary, KernelFitOf, MeasuredChip } from '@mantile/hardware';
import type { TransferredFit } from '../../packages/hardware/src/calibration/calibration.ts';
import { chooseFit } from '../../packages/hardware/src/calibration/bind/chooseFit.ts';
import { summariseErrors } from '../../packages/hardware/src/calibration/fit/errorSummary.ts';
import { asKind, seriesOf } from '../../packages/hardware/src/calibration/fit/seriesOf.ts';
import { isTooFast } from '../../packages/hardware/src/calibration/fit/roofline.ts';
import { inScope } from '../../packages/hardware/src/calibration/fit/scope.ts';
import { kernelFormulas } from '../../packages/hardware/src/calibration/formulas/kernelFormulas.ts';
import type { KernelKind } from '../../packages/hardware/src/calibration/formulas/kernelSizes.ts';
import { kernelRates } from '../../packages/hardware/src/calibration/kernelRates.ts';
import type {
  Measurement,
  MeasurementOf,
} from '../../packages/hardware/src/calibration/measurements/measurement.ts';
import { commonKernel, fitNamed, type KernelName } from './commonKernel.ts';

/** A measured chip with all that was measured on it. */
export interface TransferChip {
  readonly module: string;
  readonly calibration: ChipCalibration;
  readonly measurements: readonly Measurement[];
}

/** Chips by memory, then by architecture. A100 kernels are of older engines and take no part in the means. */
export const architectures = {
  hbm: [
    ['h100Sxm', 'h200Sxm'],
    ['b200Sxm', 'b300Sxm', 'gb200', 'gb300'],
  ],
  gddr: [['l40s'], ['rtxPro6000Server']],
} as const;

/** The engine with kernels made for latent attention on all chips; others fall back to unpacking on some. */
const latentEngine = 'trtllm';

/** The coefficients for chips never measured, from those of `members`, by kernel and format. */
export function transfers(
  chips: readonly TransferChip[],
  groups: readonly (readonly string[])[],
): readonly TransferredFit[] {
  const members = chips.filter(({ module }) => groups.flat().includes(module));
  const keys = new Map<string, readonly [KernelKind, string, string]>();
  for (const { calibration } of members) {
    for (const { kind, dtype, variant } of calibration.fits) {
      const name = kind === 'collective' || kind === 'tokenExchange' ? variant : '';
      keys.set([kind, dtype, name].join('|'), [kind, dtype, name]);
    }
  }
  return [...keys.values()].flatMap(([kind, dtype, variant]) => {
    const chosen = transferOne(members, groups, kind, dtype, variant);
    const common =
      kind === 'experts'
        ? commonKernel(
            members.map(({ calibration }) => calibration),
            kind,
            dtype,
          )
        : undefined;
    if (common === undefined) return chosen;
    // A mean over different kernels is none of them, but some kernels differ more from chip to chip than each other.
    const same = transferOne(members, groups, kind, dtype, variant, common);
    return [...same, ...chosen].sort(byError).slice(0, 1);
  });
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it ties formulas to their coefficients
function transferOne<Kind extends KernelKind>(
  chips: readonly TransferChip[],
  groups: readonly (readonly string[])[],
  kind: Kind,
  dtype: string,
  variant: string,
  common?: KernelName,
): readonly TransferredFit[] {
  const members = chips.flatMap((chip) => {
    const engine = kind.startsWith('latent') ? latentEngine : undefined;
    const wish = { dtype, engine, ...(variant !== '' && { variant }) };
    const fit =
      common === undefined
        ? chooseFit(chip.calibration, kind, wish)?.fit
        : fitNamed(chip.calibration, kind, dtype, common);
    return fit === undefined || fit.dtype !== dtype ? [] : [{ chip, fit }];
  });
  const [first] = members;
  if (first === undefined || members.length < 2) return [];
  const groupOf = (module: string): number => groups.findIndex((group) => group.includes(module));
  const errorWithout = (keeps: (target: string, other: string) => boolean): ErrorSummary => {
    const predicted: number[] = [];
    const measured: number[] = [];
    for (const { chip, fit } of members) {
      const others = members.filter(({ chip: other }) => keeps(chip.module, other.module));
      if (others.length === 0) continue;
      const coefficients = meanCoefficients(others.map(({ fit }) => fit));
      const rates = kernelRates(chip.calibration.chip, dtype);
      for (const { sizes, microseconds } of seriesFor(
        chip.calibration.chip,
        chip.measurements,
        fit,
      )) {
        predicted.push(kernelFormulas[kind].microseconds(coefficients, sizes, rates));
        measured.push(microseconds);
      }
    }
    return summariseErrors(predicted, measured);
  };
  const architectureError = errorWithout((target, other) => groupOf(target) !== groupOf(other));
  const siblingError = errorWithout((target, other) => target !== other);
  const fits = members.map(({ fit }) => fit);
  const packages = fits.flatMap(({ mostPackages = [] }) => mostPackages);
  const fit = {
    kind,
    dtype,
    engine: 'any',
    variant,
    coefficients: meanCoefficients(fits),
    shapes: fits.reduce((sum, { shapes }) => sum + shapes, 0),
    range: `${members.map(({ chip }) => chip.calibration.chip.name).join(', ')}; ${first.fit.range}`,
    ...(packages.length > 0 && { mostPackages: Math.max(...packages) }),
    heldOut: fits.reduce((sum, { shapes }) => sum + shapes, 0),
    // Formats of a single architecture can only be carried between siblings.
    error: Number.isFinite(architectureError.median) ? architectureError : siblingError,
    siblingError,
  } as unknown as TransferredFit;
  return [fit];
}

function byError(first: TransferredFit, second: TransferredFit): number {
  return (first.error?.median ?? Infinity) - (second.error?.median ?? Infinity);
}

/** The measurements that a fit was made of. */
function seriesFor<Kind extends KernelKind>(
  chip: MeasuredChip,
  measurements: readonly Measurement[],
  fit: KernelFitOf<Kind>,
): readonly MeasurementOf<Kind>[] {
  const series = seriesOf(
    measurements.filter(({ kind, dtype }) => kind === fit.kind && dtype === fit.dtype),
  ).find(
    ([first]) =>
      first !== undefined && first.engine === fit.engine && first.variant === fit.variant,
  );
  return asKind(series ?? [], fit.kind)
    .filter(inScope)
    .filter((one) => !isTooFast(one, kernelRates(chip, one.dtype)));
}

/** The geometric mean of each coefficient; the arithmetic one where signs differ. */
function meanCoefficients<Kind extends KernelKind>(
  fits: readonly KernelFitOf<Kind>[],
): KernelFitOf<Kind>['coefficients'] {
  const [first] = fits;
  const mean: Record<string, number> = {};
  for (const name of Object.keys(first?.coefficients ?? {})) {
    const values = fits.map(
      ({ coefficients }) => (coefficients as Readonly<Record<string, number>>)[name] ?? 0,
    );
    const isPositive = values.every((value) => value > 0);
    const scaled = values.map((value) => (isPositive ? Math.log(value) : value));
    const average = scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
    mean[name] = Number((isPositive ? Math.exp(average) : average).toPrecision(3));
  }
  return mean as unknown as KernelFitOf<Kind>['coefficients'];
}
