import { parallelAxes } from '@mantile/core';
import { evaluate } from '../arithmetic/evaluate.ts';
import { ArithmeticProblem } from '../arithmetic/problem.ts';
import { isLiteral, type Expression } from '../arithmetic/syntax.ts';
import { agrees } from '../check/compare.ts';
import type { Findings } from '../findings.ts';
import { numeral } from '../numerals.ts';
import type { ComparedCase } from './comparedCase.ts';
import type { Effort } from './effort.ts';
import { parameterIn, type Formula } from './formula.ts';

const axes: readonly string[] = parallelAxes;

/** Abbreviations of abbreviations end somewhere. */
const deepest = 10;

/**
 * A formula of a parallel case, all degrees at one, gives what its one-package case has; and a formula of one
 * case gives what a case alike but for its sizes has.
 */
export function compareValues(
  formulas: readonly Formula[],
  effort: Effort,
  findings: Findings,
): void {
  for (const other of formulas) {
    for (const first of formulas) {
      // Those further down look back at this one.
      if (first.derivation.line >= other.derivation.line) break;
      if (!effort.spend()) return;
      const isBase = first.of.numPackages === 1 && first.of.work === other.of.work;
      const isAlike = first.of.setup === other.of.setup;
      if (!isBase && !isAlike) continue;
      const [from, to] = isBase ? [other, first] : [first, other];
      const value = transferred(from, to.of, effort);
      const expected = to.derivation.value;
      if (value === undefined || expected === undefined || agrees(value, expected, 0)) continue;
      findings.caseId = other.of.id;
      findings.add({
        code: 'formula.differs',
        line: other.derivation.line,
        message:
          `${from.text} of ${from.of.id} would be ${numeral(value)} in ${to.of.id}, ` +
          `where ${to.text} is ${numeral(expected)}: similar cases use different formulas.`,
        stated: other.text,
        computed: first.text,
      });
      break;
    }
  }
}

/** What a formula gives with the parameters of another case; undefined when it rests on figures of its own case. */
function transferred(formula: Formula, to: ComparedCase, effort: Effort): number | undefined {
  const lookUp = (name: string, depth: number): number | undefined => {
    if (!effort.spend()) return undefined;
    const parameter = parameterIn(formula, name);
    if (parameter !== undefined) {
      return to.parameter(parameter) ?? (axes.includes(parameter) ? 1 : undefined);
    }
    const definition = formula.abbreviations.get(name);
    // A figure without a derivation may belong to its case alone.
    if (definition === undefined || isLiteral(definition)) return undefined;
    return depth < deepest ? value(definition, depth + 1) : undefined;
  };
  const value = (expression: Expression, depth: number): number | undefined => {
    try {
      return evaluate(expression, (name) => lookUp(name, depth)).value;
    } catch (error) {
      if (error instanceof ArithmeticProblem) return undefined;
      throw error;
    }
  };
  return holdsSizes(formula.expression) ? undefined : value(formula.expression, 0);
}

/** Whether sizes of the case stand in a formula as figures; small ones are coefficients and bytes. */
function holdsSizes(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return expression.value > 8;
    case 'name':
      return false;
    case 'negative':
    case 'group':
      return holdsSizes(expression.of);
    case 'binary':
      return holdsSizes(expression.left) || holdsSizes(expression.right);
    case 'call':
      return expression.inputs.some(holdsSizes);
  }
}
