import type { KernelKind, KernelSizes } from '../formulas/kernelSizes.ts';
import type { Placement } from '../formulas/placement.ts';
import type { RowReader, TableColumns } from './table.ts';

/** What one row of a table measured, apart from the time. */
export interface ReadRow<Kind extends KernelKind> {
  readonly kind?: Kind;
  readonly dtype: string;
  readonly variant: string;
  readonly shape: string;
  readonly placement?: Placement;
  readonly sizes: KernelSizes[Kind];
  /** The engine, where the row names it and not the column. */
  readonly engine?: string;
}

/** A kind of measurement file: how it is called, what its columns mean. */
export interface MeasurementTable<Kind extends KernelKind> {
  readonly kind: Kind;
  /** The name of the table, which ends the name of its file: `<chip>_<file>.csv`. */
  readonly file: string;
  readonly columns: TableColumns;
  /** Understands a row; undefined when it cannot, having noted why. `engine` is the name of the time's column. */
  readonly read: (row: RowReader, engine: string) => ReadRow<Kind> | undefined;
}
