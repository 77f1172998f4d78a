import type { KernelKind, KernelSizes } from '../formulas/kernelSizes.ts';
import type { Placement } from '../formulas/placement.ts';

/** One measured launch. */
export interface MeasurementOf<Kind extends KernelKind> {
  readonly kind: Kind;
  /** The format, by its name in `kernelDtypes`. */
  readonly dtype: string;
  /** The engine that launched it; `any` for a library that all engines use. */
  readonly engine: string;
  /** Which of several kernels of one kind, such as a collective's or a library's; '' when there is one. */
  readonly variant: string;
  /** The shape as text: equal shapes are held out together. */
  readonly shape: string;
  /** How experts lay over packages; undefined of other kernels. */
  readonly placement?: Placement | undefined;
  readonly sizes: KernelSizes[Kind];
  readonly microseconds: number;
  /** The table and line that it was read from. */
  readonly place?: string | undefined;
}

/** One measured launch of any kind. */
export type Measurement = { readonly [Kind in KernelKind]: MeasurementOf<Kind> }[KernelKind];
