import type { Fidelity } from '../metrics/measuring.ts';

/**
 * What an explained number counts. A `share` is a part of one, a `ratio` any other plain number.
 *
 * @example
 * import type { ExplainedUnit } from '@mantile/core';
 * const unit: ExplainedUnit = 'ms';
 * unit // => 'ms'
 * @category Explanations
 */
export type ExplainedUnit =
  | 'ms'
  | 'B'
  | 'FLOP'
  | 'request'
  | 'sequence'
  | 'token'
  | 'step'
  | 'package'
  | 'kernel'
  | 'request/s'
  | 'token/s'
  | 'W'
  | 'J'
  | 'USD'
  | 'USD/h'
  | 'share'
  | 'ratio';

/**
 * A number with all that leads to it. Plain JSON.
 *
 * @example
 * import type { ExplainedNumber } from '@mantile/core';
 * const total: ExplainedNumber = {
 *   name: 'total', value: 5, unit: 'ms', formula: 'sum',
 *   children: [{ name: 'one', value: 2, unit: 'ms' }, { name: 'other', value: 3, unit: 'ms' }],
 * };
 * total.children?.length // => 2
 * @category Explanations
 */
export interface ExplainedNumber {
  /** What it is called among its siblings, of which no two have the same name. */
  readonly name: string;
  readonly value: number;
  readonly unit: ExplainedUnit;
  /** What it is, in words. */
  readonly meaning?: string | undefined;
  /**
   * Arithmetic over the names of `inputs`; or `sum` or `max`, of the values of all children. Absent where the
   * value comes from elsewhere: from the request, a datasheet, a calibration, a search.
   */
  readonly formula?: string | undefined;
  /** The numbers of the formula by their names; of a value that a calibration gave, what it was asked. */
  readonly inputs?: Readonly<Record<string, number>> | undefined;
  /** Where the value, or what the formula takes for granted, comes from. */
  readonly source?: string | undefined;
  /** The headline that explains this number further. */
  readonly see?: string | undefined;
  /** What it is made of; a child that bears the name of an input explains that input. */
  readonly children?: readonly ExplainedNumber[] | undefined;
}

/**
 * An estimate with the derivation of every number, down to the operations of each layer. Plain JSON.
 *
 * @example
 * import type { Explanation } from '@mantile/core';
 * const names = ({ headlines }: Explanation) => headlines.map(({ name }) => name);
 * names({ model: 'm', system: 's', engine: 'e', fidelity: 'ideal', headlines: [] }) // => []
 * @category Explanations
 */
export interface Explanation {
  readonly model: string;
  readonly system: string;
  /** The engine's name, and its version where it is known. */
  readonly engine: string;
  readonly fidelity: Fidelity;
  /** Every number of the `Estimate`, in its order, named by its place there: `ttftMs`, `memory.total`, `steps.decode.ms`. */
  readonly headlines: readonly ExplainedNumber[];
}
