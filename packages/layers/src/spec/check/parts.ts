import { parseExpression } from '../arithmetic/parser.ts';
import { ArithmeticProblem } from '../arithmetic/problem.ts';
import type { Expression } from '../arithmetic/syntax.ts';
import { looksLikeArithmetic } from '../read/line.ts';
import type { Part } from '../read/statement.ts';

/** What a part of a statement turned out to be. */
export type ReadPart =
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** Words, or a shape such as `X[m, k]`: nothing to work out. */
  | { readonly kind: 'label' }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** A number, its unit, and words behind it that hold no arithmetic. */
const leadingValue =
  /^([-\u2212]?\d[\d,._]*(?:e[+-]?\d+)?(?:\s?[A-Za-z\u00b5\u03bc]+(?:\/s)?)?)((?:[\s.,;:)(]|$)[^\d=+*/^\u00d7\u00b7]*)$/i;
const shape = /^\w*(?:\[[^\]]*\])(?:\s*@\s*\w*\[[^\]]*\])*$/;
/** A word such as `all-reduce`, no difference. */
const hyphenated = /^[A-Za-z]{2,}(?:-[A-Za-z]{2,})+$/;
const measureWords =
  /^(flops?|bytes?|payload|elements?|elems?|total|times?|tokens?|param(eter)?s?|sizes?|results?|sum|memory|per_\w+)$/i;

/** Reads a part as an expression where it is one. */
export function readPart(part: Part, isFirst: boolean): ReadPart {
  // In prose, whatever stands before a colon introduces the statement.
  const text = isFirst && !part.isCode ? part.text.replace(/^.*:\s/, '') : part.text;
  try {
    if (part.isCode && hyphenated.test(text)) return { kind: 'label' };
    const expression = parseExpression(text);
    const isMeasure =
      !part.isCode && expression.kind === 'name' && measureWords.test(expression.name);
    return isFirst && isMeasure ? { kind: 'label' } : { kind: 'expression', expression };
  } catch (error) {
    if (!(error instanceof ArithmeticProblem)) throw error;
    return fallback(text, part.isCode, isFirst, error.message);
  }
}

function fallback(text: string, isCode: boolean, isFirst: boolean, problem: string): ReadPart {
  if (shape.test(text)) return { kind: 'label' };
  const isWords = isCode ? !/[-+*/^\u00d7\u00b7()]/.test(text) : !looksLikeArithmetic(text);
  if (isFirst && isWords) return { kind: 'label' };
  const [, value] = isCode ? [] : (leadingValue.exec(text) ?? []);
  if (value !== undefined) {
    try {
      return { kind: 'expression', expression: parseExpression(withoutForeignUnit(value)) };
    } catch (error) {
      if (!(error instanceof ArithmeticProblem)) throw error;
    }
  }
  return { kind: 'unreadable', problem };
}

/** Drops a word behind a number that is no unit: `722 per expert` states 722. */
function withoutForeignUnit(value: string): string {
  try {
    parseExpression(value);
    return value;
  } catch (error) {
    if (!(error instanceof ArithmeticProblem)) throw error;
    return value.replace(/\s*[A-Za-z\u00b5\u03bc/]+$/, '');
  }
}
