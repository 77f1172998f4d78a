import type { LayerMetrics } from '@mantile/core';
import { parseExpression } from '../arithmetic/parser.ts';
import { ArithmeticProblem } from '../arithmetic/problem.ts';
import { isLiteral } from '../arithmetic/syntax.ts';
import type { FindingCode, Findings } from '../findings.ts';
import { inBaseUnits, metricDimensions, type MetricName } from '../names.ts';
import { numeral, plain } from '../numerals.ts';
import type { Relation } from '../read/statement.ts';
import { betterUnit, inFormOf, states } from './compare.ts';

/** Where a value is stated. */
interface Place {
  readonly line: number;
  /** What a disagreement is called here. */
  readonly code: FindingCode;
}

/** Compares a stated value of a metric with that of the layer: counts exactly, times to the digits shown. */
export function checkMetric(
  name: MetricName,
  text: string,
  metrics: LayerMetrics,
  findings: Findings,
  { line, code }: Place,
): void {
  const actual = metrics[name];
  const isTime = metricDimensions[name] === 'seconds';
  if (actual === undefined) {
    findings.add({
      code,
      line,
      message: `${name} needs the figures of some hardware, and the case states none.`,
      stated: text,
    });
    return;
  }
  const isApproximate = /^[\u2248~]/.test(text);
  const literal = literalOf(text.replace(/^[\u2248~]\s*/, ''));
  if (literal === undefined) {
    findings.add({
      code: 'arithmetic.unreadable',
      line,
      message: `${name} is no number here.`,
      stated: text,
    });
    return;
  }
  const { unit } = literal;
  if (
    unit !== undefined &&
    unit.dimension !== 'items' &&
    unit.dimension !== metricDimensions[name]
  ) {
    findings.add({
      code: 'unit.wrong',
      line,
      message: `${name} counts ${metricDimensions[name]}.`,
      stated: text,
    });
    return;
  }
  // Times without a unit are in milliseconds, as the name says.
  const value = isTime && unit === undefined ? actual : inBaseUnits(name, actual);
  const relation: Relation = isApproximate ? '\u2248' : '=';
  if (states(literal, value, relation)) return;
  const unitText = /[A-Za-z\u00b5\u03bc][^\s]*$/.exec(text)?.[0] ?? '';
  const better = betterUnit(literal, value, relation);
  findings.add({
    code: better === undefined ? code : 'unit.wrong',
    line,
    message:
      `the layer's ${name} is ${isTime ? `${plain(actual, 6)} ms` : numeral(actual, 17)}` +
      (better === undefined ? '.' : `, which is ${literal.text} ${better}.`),
    stated: text,
    computed: inFormOf(literal, unit === undefined ? '' : unitText, value),
  });
}

/** A text that is a bare number, with a unit or without. */
export function literalOf(
  text: string,
): Extract<ReturnType<typeof parseExpression>, { kind: 'number' }> | undefined {
  try {
    const expression = parseExpression(text);
    return isLiteral(expression) ? expression : undefined;
  } catch (error) {
    if (error instanceof ArithmeticProblem) return undefined;
    throw error;
  }
}
