import type { Unit } from './units.ts';

/** What stands between two expressions. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '^';
/** The functions that a line may call. */
export type FunctionName = 'ceil' | 'floor' | 'min' | 'max' | 'log2' | 'sqrt';

/** A line of arithmetic, as read. */
export type Expression =
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly unit?: Unit }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negative'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly inputs: readonly Expression[] }
  /** Brackets are kept: they say what is divided by what. */
  | { readonly kind: 'group'; readonly of: Expression; readonly unit?: Unit };

/** Whether it is a bare number, with a unit or without. */
export function isLiteral(
  expression: Expression,
): expression is Extract<Expression, { kind: 'number' }> {
  return expression.kind === 'number';
}

/** Every name in it, each once. */
export function namesIn(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    switch (part.kind) {
      case 'name':
        names.add(part.name);
        return;
      case 'binary':
        visit(part.left);
        visit(part.right);
        return;
      case 'call':
        part.inputs.forEach(visit);
        return;
      case 'negative':
      case 'group':
        visit(part.of);
        return;
      case 'number':
    }
  };
  visit(expression);
  return [...names];
}
