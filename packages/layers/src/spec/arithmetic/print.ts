import { numeral } from '../numerals.ts';
import type { Expression } from './syntax.ts';

/** Writes an expression; a name that `show` knows is written as what it says. */
export function print(
  expression: Expression,
  show: (name: string) => string | undefined = () => undefined,
): string {
  switch (expression.kind) {
    case 'number':
      return numeral(expression.value);
    case 'name':
      return show(expression.name) ?? expression.name;
    case 'negative':
      return `-${print(expression.of, show)}`;
    case 'binary':
      return `${print(expression.left, show)} ${expression.operator} ${print(expression.right, show)}`;
    case 'call':
      return `${expression.name}(${expression.inputs.map((input) => print(input, show)).join(', ')})`;
    case 'group':
      return `(${print(expression.of, show)})`;
  }
}

/** Leaves out the terms of a sum that a name of value zero cancels; undefined when nothing remains. */
export function withoutZeroTerms(
  expression: Expression,
  isZero: (name: string) => boolean,
): Expression | undefined {
  if (expression.kind === 'binary' && expression.operator === '+') {
    const left = withoutZeroTerms(expression.left, isZero);
    const right = withoutZeroTerms(expression.right, isZero);
    if (left === undefined || right === undefined) return left ?? right;
    return { ...expression, left, right };
  }
  return cancels(expression, isZero) ? undefined : expression;
}

/** Whether a product has a factor of zero. */
function cancels(expression: Expression, isZero: (name: string) => boolean): boolean {
  if (expression.kind === 'name') return isZero(expression.name);
  if (expression.kind !== 'binary' || expression.operator !== '*') return false;
  return cancels(expression.left, isZero) || cancels(expression.right, isZero);
}
