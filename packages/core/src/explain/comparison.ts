import type { ExplainedUnit, Explanation } from './explanation.ts';

/**
 * A number of two explanations, and how far it moved from the first to the second. Plain JSON.
 *
 * @example
 * import type { Difference } from '@mantile/core';
 * const faster: Difference = { name: 'tpotMs', unit: 'ms', a: 20, b: 15, difference: -5, ratio: 0.75 };
 * faster.only // => undefined
 * @category Explanations
 */
export interface Difference {
  readonly name: string;
  readonly unit: ExplainedUnit;
  readonly meaning?: string | undefined;
  /** Absent where only the second has it. */
  readonly a?: number | undefined;
  /** Absent where only the first has it. */
  readonly b?: number | undefined;
  /** The explanation that has it, where the other has nothing of the name. */
  readonly only?: 'a' | 'b' | undefined;
  /** b - a; what is absent counts as 0. */
  readonly difference: number;
  /** b / a; absent where either is absent, or a is 0. */
  readonly ratio?: number | undefined;
  /** Of both, where they agree; `sum`: the differences of the children add up to this one. */
  readonly formula?: string | undefined;
  /** Of the first and the second, where they are not the same. */
  readonly formulas?: readonly [string | undefined, string | undefined] | undefined;
  /** The headline that compares this number further. */
  readonly see?: string | undefined;
  /** Those that moved most first: those that count the same by their differences, then all others by their ratios. */
  readonly children?: readonly Difference[] | undefined;
}

/**
 * Two explanations, number by number. Plain JSON.
 *
 * @example
 * import type { Comparison } from '@mantile/core';
 * const moved = ({ headlines }: Comparison) => headlines.filter(({ difference }) => difference !== 0);
 * const same = { model: 'm', system: 's', engine: 'e', fidelity: 'ideal' } as const;
 * moved({ a: same, b: same, headlines: [] }) // => []
 * @category Explanations
 */
export interface Comparison {
  readonly a: Omit<Explanation, 'headlines'>;
  readonly b: Omit<Explanation, 'headlines'>;
  /** In the order of the estimates. */
  readonly headlines: readonly Difference[];
}
