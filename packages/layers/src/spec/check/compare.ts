import { decimalsOf } from '../arithmetic/evaluate.ts';
import type { Expression } from '../arithmetic/syntax.ts';
import { unitsOf, type Unit } from '../arithmetic/units.ts';
import { numeral } from '../numerals.ts';
import type { Relation } from '../read/statement.ts';

type Literal = Extract<Expression, { kind: 'number' }>;

/** Rounding noise of doubles: a few last bits, more behind a division or a power. */
function noise(value: number): number {
  return Number.isInteger(value) ? Math.abs(value) * 2 ** -51.5 : Math.abs(value) * 1e-12;
}

/**
 * Whether a literal states a value: a whole number exactly, a decimal to the digits it shows,
 * and behind an approximation sign a whole number to its last place.
 */
export function states(literal: Literal, value: number, relation: Relation, unit?: Unit): boolean {
  const factor = (unit ?? literal.unit)?.factor ?? 1;
  const hasPoint = literal.text.includes('.') || /e-/i.test(literal.text);
  const isRounded = hasPoint || relation === '\u2248';
  // A hair more than half, so that a value in the middle may be rounded either way.
  const place = isRounded ? 0.5000001 * 10 ** -decimalsOf(literal.text) * factor : 0;
  const stated = literal.value * factor;
  const tolerance = Math.max(
    place,
    Number.isInteger(stated) ? Math.abs(stated) * 2 ** -51.5 : noise(stated),
  );
  return Math.abs(stated - value) <= tolerance;
}

/** Whether two ways of working out a value agree; `slack` is what rounded figures in them may account for. */
export function agrees(value: number, reference: number, slack: number): boolean {
  return Math.abs(value - reference) <= Math.max(slack * 1.0000001, noise(value), noise(reference));
}

/** The right value in the form of the stated literal: its unit, and its digits where it shows some. */
export function inFormOf(literal: Literal, unitText: string, value: number): string {
  const scaled = value / (literal.unit?.factor ?? 1);
  const decimals = Math.min(20, Math.max(0, decimalsOf(literal.text)));
  const text =
    decimals === 0 || Math.abs(scaled) >= 1e21 ? numeral(scaled) : scaled.toFixed(decimals);
  return unitText === '' ? text : `${text} ${unitText}`;
}

/** The unit in which a literal would have stated the value. */
export function betterUnit(
  literal: Literal,
  value: number,
  relation: Relation,
): string | undefined {
  if (literal.unit === undefined) return undefined;
  const found = unitsOf(literal.unit.dimension).find(([, unit]) =>
    states(literal, value, relation, unit),
  );
  return found?.[0];
}
