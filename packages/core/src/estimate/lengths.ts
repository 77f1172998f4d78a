import type { FaultList } from '../errors.ts';
import { describeValue } from '../internal/describeValue.ts';
import { noteUnknownKeys } from '../internal/noteUnknown.ts';

/**
 * How many tokens a prompt or an answer has: a number, or any between two, all equally likely.
 *
 * Answers of which only a number is said are taken to end at different moments, as they do in life. Users whose
 * answers are all alike, `{ min: 1000, max: 1000 }`, move in waves: who began together ends together, and waits
 * for the others' prompts again.
 *
 * @example
 * import type { TokenLength } from '@mantile/core';
 * const about: TokenLength = { min: 800, max: 1000 };
 * about.max // => 1000
 * @category Estimates
 */
export type TokenLength = number | { readonly min: number; readonly max: number };

/** What of a distribution of lengths enters an estimate. */
export interface LengthMoments {
  readonly mean: number;
  readonly meanSquare: number;
  readonly shortest: number;
  readonly longest: number;
  /** Between the longest and the shortest. */
  readonly range: number;
}

/**
 * Mean, mean square, the shortest and the longest; notes what is no length. Of a single number, `typicalRange` is the share of
 * it by which lengths differ, for the moments at which requests end: not for what they take.
 */
export function readLength(
  given: TokenLength,
  path: string,
  faults: FaultList,
  typicalRange = 0,
): LengthMoments {
  if (typeof given === 'number') {
    requireTokens(given, path, faults);
    const range = typicalRange * given;
    return { mean: given, meanSquare: given * given, shortest: given, longest: given, range };
  }
  const range: unknown = given;
  if (typeof range !== 'object' || range === null || !('min' in range) || !('max' in range)) {
    note(path, given, 'a number of tokens, or { min, max }', faults);
    return { mean: 1, meanSquare: 1, shortest: 1, longest: 1, range: 0 };
  }
  noteUnknownKeys(range, ['min', 'max'], faults, path);
  const { min, max } = given;
  requireTokens(min, `${path}.min`, faults);
  requireTokens(max, `${path}.max`, faults);
  if (max < min) note(`${path}.max`, max, `at least min, ${min}`, faults);
  // Whole numbers from min to max: their variance is ((max - min + 1)² - 1) / 12.
  const mean = (min + max) / 2;
  const width = max - min + 1;
  const meanSquare = mean * mean + (width * width - 1) / 12;
  return { mean, meanSquare, shortest: min, longest: max, range: max - min };
}

function requireTokens(value: unknown, path: string, faults: FaultList): void {
  if (typeof value === 'number' && value >= 1 && value <= 2 ** 31) return;
  note(path, value, 'a number of tokens from 1 to 2^31', faults);
}

function note(path: string, value: unknown, expected: string, faults: FaultList): void {
  const message = `expected ${expected}, got ${describeValue(value)}.`;
  faults.add({ code: 'workload.invalid', path, value, message });
}
