import { ArithmeticProblem } from './problem.ts';
import type { BinaryOperator, Expression, FunctionName } from './syntax.ts';

/** The value of a name, in base units; undefined when nothing bears it. */
export type Names = (name: string) => number | undefined;

/** A value, and how far rounded figures in its expression may have moved it. */
export interface Evaluated {
  readonly value: number;
  readonly slack: number;
}

/** The digits behind the point that a numeral shows. */
export function decimalsOf(numeral: string): number {
  const [mantissa = '', exponent = '0'] = numeral.toLowerCase().split('e');
  const point = mantissa.indexOf('.');
  return (point < 0 ? 0 : mantissa.length - point - 1) - Number(exponent);
}

/** Half of the last digit that a numeral with a decimal point shows; a whole number is meant exactly. */
function halfLastDigit(numeral: string): number {
  return numeral.includes('.') ? 0.5 * 10 ** -decimalsOf(numeral) : 0;
}

/** Works out an expression; throws an {@link ArithmeticProblem} for unknown names and values that are no number. */
export function evaluate(expression: Expression, names: Names): Evaluated {
  const result = compute(expression, names);
  if (!Number.isFinite(result.value)) {
    throw new ArithmeticProblem('the result is no finite number');
  }
  return result;
}

function compute(expression: Expression, names: Names): Evaluated {
  switch (expression.kind) {
    case 'number': {
      const factor = expression.unit?.factor ?? 1;
      return {
        value: expression.value * factor,
        slack: halfLastDigit(expression.text) * factor,
      };
    }
    case 'name': {
      const value = names(expression.name);
      if (value === undefined)
        throw new ArithmeticProblem(`nothing says what ${expression.name} is`);
      return { value, slack: 0 };
    }
    case 'negative': {
      const { value, slack } = compute(expression.of, names);
      return { value: -value, slack };
    }
    case 'group': {
      const { value, slack } = compute(expression.of, names);
      const factor = expression.unit?.factor ?? 1;
      return { value: value * factor, slack: slack * factor };
    }
    case 'binary':
      return combine(
        expression.operator,
        compute(expression.left, names),
        compute(expression.right, names),
      );
    case 'call':
      return call(
        expression.name,
        expression.inputs.map((input) => compute(input, names)),
      );
  }
}

function combine(operator: BinaryOperator, left: Evaluated, right: Evaluated): Evaluated {
  const [a, b] = [left.value, right.value];
  switch (operator) {
    case '+':
      return { value: a + b, slack: left.slack + right.slack };
    case '-':
      return { value: a - b, slack: left.slack + right.slack };
    case '*':
      return { value: a * b, slack: Math.abs(a) * right.slack + Math.abs(b) * left.slack };
    case '/':
      if (b === 0) throw new ArithmeticProblem('a division by zero');
      return {
        value: a / b,
        slack: (left.slack + Math.abs(a / b) * right.slack) / Math.abs(b),
      };
    case '^': {
      const value = a ** b;
      const slack = a === 0 ? 0 : Math.abs((b * value * left.slack) / a);
      return { value, slack };
    }
  }
}

const functions: Readonly<Record<FunctionName, (...inputs: readonly number[]) => number>> = {
  ceil: (input = NaN) => Math.ceil(input),
  floor: (input = NaN) => Math.floor(input),
  log2: (input = NaN) => Math.log2(input),
  sqrt: (input = NaN) => Math.sqrt(input),
  min: (...inputs) => Math.min(...inputs),
  max: (...inputs) => Math.max(...inputs),
};

function call(name: FunctionName, inputs: readonly Evaluated[]): Evaluated {
  const takesMany = name === 'min' || name === 'max';
  if (!takesMany && inputs.length !== 1) {
    throw new ArithmeticProblem(`${name} takes one number, not ${inputs.length}`);
  }
  return {
    value: functions[name](...inputs.map(({ value }) => value)),
    slack: Math.max(...inputs.map(({ slack }) => slack)),
  };
}
