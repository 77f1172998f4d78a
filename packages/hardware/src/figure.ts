/**
 * How well a figure is founded.
 *
 * - `datasheet`: read in a document of the vendor.
 * - `secondary`: two or more independent sources that are not the vendor's agree.
 * - `secondary-single`: one such source, or derived from one.
 * - `recalled`: common knowledge that no document at hand confirms.
 *
 * @example
 * import { h100Sxm, type Confidence } from '@mantile/hardware';
 * const confidence: Confidence | undefined = h100Sxm.facts.peakTflops.bf16?.confidence;
 * confidence // => 'secondary'
 * @category Figures
 */
export type Confidence = 'datasheet' | 'secondary' | 'secondary-single' | 'recalled';

/**
 * A document that figures were read in.
 *
 * @example
 * import { mi300x, type Source } from '@mantile/hardware';
 * const source: Source | undefined = mi300x.facts.peakTflops.bf16?.source;
 * source?.date // => '2025-03-21'
 * @category Figures
 */
export interface Source {
  readonly title: string;
  /** Where it lies; absent for what no document at hand confirms. */
  readonly url?: string | undefined;
  /** The document's own date, where it states one: a year, a month, a day, a half-year or a range of years. */
  readonly date?: string | undefined;
  /** The day on which the catalogue took its figures from there. */
  readonly consulted: string;
}

/**
 * What a figure rests on: the document, who else says so, and how sure that makes it.
 *
 * @example
 * import { figure, type Basis } from '@mantile/hardware';
 * const datasheet: Basis = {
 *   source: { title: 'Acme One datasheet', date: '2026-03', consulted: '2026-11-20' },
 *   confidence: 'datasheet',
 * };
 * figure(400, datasheet).confidence // => 'datasheet'
 * @category Figures
 */
export interface Basis {
  readonly source: Source;
  readonly confidence: Confidence;
  /** Other documents that state the same, or a part of it. */
  readonly alsoIn?: readonly Source[] | undefined;
}

/**
 * A value with its source, its confidence and, where nobody prints it, how it was derived.
 *
 * @example
 * import { h20, type Figure } from '@mantile/hardware';
 * const bandwidth: Figure = h20.facts.memory[0].gigabytesPerSecond;
 * bandwidth.value // => 4000
 * @category Figures
 */
export interface Figure<Value extends number | string = number> extends Basis {
  readonly value: Value;
  /** The arithmetic that led here, for a figure that its source does not print. */
  readonly derivation?: string | undefined;
  /** What to know about it: disagreeing sources, conditions. */
  readonly note?: string | undefined;
}

/**
 * A value on a basis, with its derivation or a note where it needs one.
 *
 * @example
 * import { figure } from '@mantile/hardware';
 * const source = { title: 'Acme One datasheet', consulted: '2026-11-20' };
 * figure(96, { source, confidence: 'datasheet' }).value // => 96
 * @category Figures
 */
// @__NO_SIDE_EFFECTS__
export function figure<Value extends number | string>(
  value: Value,
  basis: Basis,
  detail?: { readonly derivation?: string; readonly note?: string },
): Figure<Value> {
  return { value, ...basis, ...detail };
}

/** A source that the catalogue was compiled from. */
// @__NO_SIDE_EFFECTS__
export function source(title: string, url?: string, date?: string): Source {
  return {
    title,
    ...(url === undefined ? {} : { url }),
    ...(date === undefined ? {} : { date }),
    consulted: '2026-11-20',
  };
}

/** Stands for the document that is not at hand. */
export const recalledSource: Source = {
  title: 'recalled, no document at hand',
  consulted: '2026-11-20',
};

/** The basis of what no document at hand confirms. */
export const recalled: Basis = { source: recalledSource, confidence: 'recalled' };
