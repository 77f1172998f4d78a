import type { ChipCalibration, KernelFit, KernelFitOf } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import type { KernelKind, KernelSizes } from '../formulas/kernelSizes.ts';
import type { Placement } from '../formulas/placement.ts';
import type { KernelRates } from '../formulas/rates.ts';
import { kernelRates } from '../kernelRates.ts';
import { formatsLike } from './formatOf.ts';
import { referenceSizes } from './referenceSizes.ts';

/** Coefficients together with the rates that they refer to. */
export interface BoundKernel<Kind extends KernelKind> {
  readonly fit: KernelFitOf<Kind>;
  readonly rates: KernelRates;
}

/** Kernels for special shapes, chosen only by name. */
const special = ['nongated', 'min_latency', 'one_model', 'modular'];
/** How far the typical time of a kernel may lie from that of the middle one for it to stand for all. */
const nearMiddle = Math.log(1.25);
/** How many times the least error a kernel may have for its speed to count. */
const believable = 2;

/** What to choose a kernel by. */
export interface KernelWish {
  /** Formats in order of preference are found from this one. */
  readonly dtype: string;
  /** The engine; the median engine when absent. */
  readonly engine?: string | undefined;
  /** Part of the variant's name. */
  readonly variant?: string | undefined;
  /** Where experts lie; where absent, coefficients for all of it. */
  readonly placement?: Placement | undefined;
}

/**
 * The coefficients for a kernel: of the wished engine, else of the median one, else of the best predicted
 * among those about as fast as the middle of all: a kernel far from it would speak for no other engine.
 * Of several kernels of an engine the fastest on typical sizes, as its tuner would choose, unless it is
 * predicted far worse than another.
 */
export function chooseFit<Kind extends KernelKind>(
  calibration: ChipCalibration,
  kind: Kind,
  { dtype, engine = 'any', variant, placement }: KernelWish,
): BoundKernel<Kind> | undefined {
  const named = calibration.fits.filter(
    (fit) => isOfKind(fit, kind) && (variant === undefined || fit.variant.includes(variant)),
  ) as unknown as readonly KernelFitOf<Kind>[];
  const ofKind = forPlacement(named, placement);
  for (const format of formatsLike(dtype)) {
    const alike = ofKind.filter((fit) => fit.dtype === format);
    if (alike.length === 0) continue;
    const rates = kernelRates(calibration.chip, format);
    const plain = alike.filter((fit) => !special.some((word) => fit.variant.includes(word)));
    const candidates = plain.length > 0 ? plain : alike;
    const own = candidates.filter((fit) => fit.engine === engine);
    const general = candidates.filter((fit) => fit.engine === 'any');
    const pick =
      own.length > 0
        ? bySpeed(believed(own), rates)[0]
        : general.length > 0
          ? bySpeed(general, rates)[0]
          : bestNearMiddle(candidates, rates);
    if (pick !== undefined) return { fit: pick, rates };
  }
  return undefined;
}

/** One fit of each kernel: that for where experts lie, else that for all. */
function forPlacement<Kind extends KernelKind>(
  fits: readonly KernelFitOf<Kind>[],
  placement: Placement | undefined,
): readonly KernelFitOf<Kind>[] {
  const own = fits.filter((fit) => fit.placement !== undefined && fit.placement === placement);
  const isRefined = (fit: KernelFitOf<Kind>): boolean =>
    own.some(
      ({ dtype, engine, variant }) =>
        dtype === fit.dtype && engine === fit.engine && variant === fit.variant,
    );
  return [...own, ...fits.filter((fit) => fit.placement === undefined && !isRefined(fit))];
}

function isOfKind(fit: KernelFit, kind: KernelKind): boolean {
  return fit.kind === kind;
}

/** Those with an error not far above the least. */
function believed<Kind extends KernelKind>(
  fits: readonly KernelFitOf<Kind>[],
): readonly KernelFitOf<Kind>[] {
  const least = Math.min(...fits.map(errorOf));
  return fits.filter((fit) => errorOf(fit) <= believable * least);
}

function errorOf({ error }: Pick<KernelFit, 'error'>): number {
  return error?.median ?? Infinity;
}

/** The best predicted of the kernels about as fast as the middle one. */
function bestNearMiddle<Kind extends KernelKind>(
  fits: readonly KernelFitOf<Kind>[],
  rates: KernelRates,
): KernelFitOf<Kind> | undefined {
  const sorted = bySpeed(fits, rates);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) return undefined;
  const goal = typicalTime(middle, rates);
  let best = middle;
  for (const fit of sorted) {
    const isNear = Math.abs(typicalTime(fit, rates) - goal) <= nearMiddle;
    if (isNear && errorOf(fit) < errorOf(best)) best = fit;
  }
  return best;
}

/** Fits by their mean logarithmic time on typical sizes, the fastest first. */
function bySpeed<Kind extends KernelKind>(
  fits: readonly KernelFitOf<Kind>[],
  rates: KernelRates,
): readonly KernelFitOf<Kind>[] {
  const timed = fits.map((fit) => ({ fit, time: typicalTime(fit, rates) }));
  return timed.sort((first, second) => first.time - second.time).map(({ fit }) => fit);
}

function typicalTime<Kind extends KernelKind>(fit: KernelFitOf<Kind>, rates: KernelRates): number {
  const sizes: readonly KernelSizes[Kind][] = referenceSizes(fit.kind);
  const formula = kernelFormulas[fit.kind];
  const sum = sizes.reduce(
    (total, size) => total + Math.log(formula.microseconds(fit.coefficients, size, rates)),
    0,
  );
  return sum / Math.max(sizes.length, 1);
}
