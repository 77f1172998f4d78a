import type { ErrorSummary } from './fit/errorSummary.ts';
import type { KernelCoefficients } from './formulas/kernelCoefficients.ts';
import type { KernelKind } from './formulas/kernelSizes.ts';

/**
 * The figures of a chip that coefficients refer to: shares of these peaks were fitted, so that they go together.
 *
 * @example
 * import type { MeasuredChip } from '@mantile/hardware';
 * const mine: MeasuredChip = { name: 'mine', teraflops: { bf16: 100 }, gigabytesPerSecond: 1000, multiprocessors: 64, cacheMegabytes: 40 };
 * mine.linkGigabytesPerSecond // => undefined
 * @category Calibration
 */
export interface MeasuredChip {
  readonly name: string;
  /** Dense peaks by format. */
  readonly teraflops: Readonly<Record<string, number>>;
  readonly gigabytesPerSecond: number;
  /** Streaming multiprocessors, or what a vendor calls their like. */
  readonly multiprocessors: number;
  /** Last-level cache; matters for measurements alone, which repeat a kernel over hot data. */
  readonly cacheMegabytes: number;
  /** To the other packages of a node, in one direction; needed for exchanges. */
  readonly linkGigabytesPerSecond?: number | undefined;
  /** To other nodes, per package and direction. */
  readonly networkGigabytesPerSecond?: number | undefined;
}

/**
 * The coefficients of one kernel, with how well they predict.
 *
 * @example
 * import { h100SxmCalibration, type KernelFit } from '@mantile/hardware';
 * const fits: readonly KernelFit[] = h100SxmCalibration.fits;
 * fits.some(({ kind, dtype }) => kind === 'matmul' && dtype === 'bf16') // => true
 * @category Calibration
 */
export type KernelFit = { readonly [Kind in KernelKind]: KernelFitOf<Kind> }[KernelKind];

/**
 * The coefficients of one kernel of a given kind.
 *
 * @example
 * import type { KernelFitOf } from '@mantile/hardware';
 * const launchOf = (fit: KernelFitOf<'matmul'>) => fit.coefficients.launch;
 * launchOf.length // => 1
 * @category Calibration
 */
export interface KernelFitOf<Kind extends KernelKind> {
  readonly kind: Kind;
  /** The number format of the measured kernel; `bytes` for exchanges. */
  readonly dtype: string;
  /** The engine that launches it; `any`: a library of all of them, or the median engine. */
  readonly engine: string;
  /** The engine's version, where it is known. */
  readonly version?: string | undefined;
  /** Which of several kernels of one kind; '' when there is one. */
  readonly variant: string;
  /**
   * Where experts lie: `whole`, all on each package, or `spread` over several. Such a fit is for that alone
   * and better there than the one for both, which has none.
   */
  readonly placement?: 'whole' | 'spread' | undefined;
  readonly coefficients: KernelCoefficients[Kind];
  /** Measured shapes that the coefficients were fitted on, and the range of their sizes. */
  readonly shapes: number;
  readonly range: string;
  /** The most packages that an exchange was measured among; its share of the link is not carried further. */
  readonly mostPackages?: number | undefined;
  /** Shapes left out of a fit of the same kind, and the error on them; `undefined` where the measurements are too few to leave any out. */
  readonly heldOut: number;
  readonly error?: ErrorSummary | undefined;
  /** Coefficients that the measurements drove to the end of their range: there the form stands for something else. */
  readonly atBounds?: readonly string[] | undefined;
  /** Measurements left out because they are faster than the peaks of the chip allow. */
  readonly fasterThanPeak?: number | undefined;
  /** The chip that the kernel was measured on, where it was another; the error is the one there. */
  readonly measuredOn?: string | undefined;
  /** The error of the bare roofline on the same shapes. */
  readonly idealError?: ErrorSummary | undefined;
}

/**
 * Where measurements come from.
 *
 * @example
 * import { h100SxmCalibration, type MeasurementSource } from '@mantile/hardware';
 * const source: MeasurementSource | undefined = h100SxmCalibration.source;
 * source?.date // => '2026-08-21'
 * @category Calibration
 */
export interface MeasurementSource {
  readonly title: string;
  readonly url?: string | undefined;
  readonly licence?: string | undefined;
  /** When they were published, or taken. */
  readonly date?: string | undefined;
  /** How the times were taken. */
  readonly method?: string | undefined;
}

/**
 * All that was fitted for a chip.
 *
 * @example
 * import { h100SxmCalibration, type ChipCalibration } from '@mantile/hardware';
 * const calibration: ChipCalibration = h100SxmCalibration;
 * calibration.chip.gigabytesPerSecond // => 3350
 * @category Calibration
 */
export interface ChipCalibration {
  readonly chip: MeasuredChip;
  readonly source?: MeasurementSource | undefined;
  /** The chip's architecture, as the catalogue calls it, where its name does not tell it. */
  readonly architecture?: string | undefined;
  /**
   * The time that one kind of product took at least when its engine launched it from Python: most of it is
   * the code around the product, not the launch. Kept for comparison; times are not told from it.
   */
  readonly eagerMicroseconds?: number | undefined;
  readonly fits: readonly KernelFit[];
  /**
   * What no fit used, because it is faster than the peaks of the chip allow: rows by table and line,
   * or kernels where that is so of more than a tenth of their rows.
   */
  readonly leftOut?: readonly string[] | undefined;
}

/** The coefficients for chips that were not measured, with what leaving out a chip but not its siblings showed. */
export type TransferredFit = KernelFit & { readonly siblingError: ErrorSummary };
