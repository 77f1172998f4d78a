import { print } from '../arithmetic/print.ts';
import { isLiteral, type Expression } from '../arithmetic/syntax.ts';
import type { Dimension } from '../arithmetic/units.ts';
import type { Findings } from '../findings.ts';
import type { Relation } from '../read/statement.ts';
import { betterUnit, inFormOf } from './compare.ts';

/** A part of a statement that has a value. */
export interface ReadyPart {
  readonly expression: Expression;
  readonly text: string;
  readonly relation: Relation;
}

/** Says that a figure is not what the arithmetic gives. */
export function wrongLiteral(
  findings: Findings,
  part: ReadyPart,
  value: number,
  derivation: ReadyPart | undefined,
  line: number,
): void {
  const { expression, text, relation } = part;
  if (!isLiteral(expression)) return;
  const unitText =
    expression.unit === undefined ? '' : (/[A-Za-z\u00b5\u03bc][^\s]*$/.exec(text)?.[0] ?? '');
  const computed = inFormOf(expression, unitText, value);
  const better = betterUnit(expression, value, relation);
  findings.add({
    code: better === undefined ? 'arithmetic.wrong' : 'unit.wrong',
    line,
    message:
      better === undefined
        ? `the arithmetic gives ${computed}, not ${text}.`
        : `the arithmetic gives ${computed}, or ${expression.text} ${better}, not ${text}.`,
    stated: text,
    computed,
    ...(derivation !== undefined && { derivation: print(derivation.expression) }),
  });
}

/** Says that a unit counts something else. */
export function wrongDimension(
  findings: Findings,
  { text }: ReadyPart,
  dimension: Dimension,
  line: number,
): void {
  findings.add({
    code: 'unit.wrong',
    line,
    message: `${text} does not count ${dimension}.`,
    stated: text,
  });
}
