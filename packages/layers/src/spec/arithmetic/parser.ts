import { ArithmeticProblem, limits } from './problem.ts';
import type { Expression, FunctionName } from './syntax.ts';
import { tokenize, type Token } from './tokens.ts';
import { unitOf, type Unit } from './units.ts';

const functions: readonly FunctionName[] = ['ceil', 'floor', 'min', 'max', 'log2', 'sqrt'];

/** Reads one expression; throws an {@link ArithmeticProblem} where there is none. */
export function parseExpression(text: string): Expression {
  return new Parser(tokenize(text)).whole();
}

/** By recursive descent: sums of products of powers of numbers, names, calls and brackets. */
class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(): Expression {
    const expression = this.sum();
    const next = this.tokens[this.position];
    if (next !== undefined) throw new ArithmeticProblem(`"${next.text}" is not expected there`);
    return expression;
  }

  private sum(): Expression {
    this.depth += 1;
    if (this.depth > limits.nesting)
      throw new ArithmeticProblem('the brackets are nested too deeply');
    let left = this.product();
    for (let sign = this.accept('+', '-'); sign !== undefined; sign = this.accept('+', '-')) {
      left = { kind: 'binary', operator: sign, left, right: this.product() };
    }
    this.depth -= 1;
    return left;
  }

  private product(): Expression {
    let left = this.signed();
    for (let sign = this.accept('*', '/'); sign !== undefined; sign = this.accept('*', '/')) {
      left = { kind: 'binary', operator: sign, left, right: this.signed() };
    }
    return left;
  }

  private signed(): Expression {
    if (this.accept('-') === undefined) return this.power();
    return { kind: 'negative', of: this.power() };
  }

  private power(): Expression {
    const base = this.primary();
    if (this.accept('^') === undefined) return base;
    // Powers bind to the right, as everywhere: 2^3^2 is 2^9.
    return { kind: 'binary', operator: '^', left: base, right: this.signed() };
  }

  private primary(): Expression {
    const token = this.tokens[this.position];
    this.position += 1;
    if (token === undefined) throw new ArithmeticProblem('the line ends too early');
    if (token.kind === 'number') {
      const unit = this.unit();
      return { kind: 'number', text: token.text, value: token.value, ...(unit && { unit }) };
    }
    if (token.kind === 'name') {
      const known = functions.find((name) => name === token.text);
      return known !== undefined && this.accept('(') !== undefined
        ? { kind: 'call', name: known, inputs: this.inputs() }
        : { kind: 'name', name: token.text };
    }
    if (token.kind === 'mark') {
      if (token.text === '(') return this.bracket(')');
      if (token.text === '\u2308') return this.rounded('ceil', '\u2309');
      if (token.text === '\u230a') return this.rounded('floor', '\u230b');
    }
    throw new ArithmeticProblem(`"${token.text}" is not expected there`);
  }

  private bracket(closing: string): Expression {
    const of = this.sum();
    this.expect(closing);
    const unit = this.unit();
    return { kind: 'group', of, ...(unit && { unit }) };
  }

  private rounded(name: 'ceil' | 'floor', closing: string): Expression {
    const inputs = [this.sum()];
    this.expect(closing);
    // A unit behind the bracket, such as in "⌈x⌉ bytes", scales nothing.
    const unit = this.unit();
    const call: Expression = { kind: 'call', name, inputs };
    return unit === undefined ? call : { kind: 'group', of: call, unit };
  }

  private inputs(): readonly Expression[] {
    const inputs = [this.sum()];
    while (this.accept(',') !== undefined) inputs.push(this.sum());
    this.expect(')');
    return inputs;
  }

  private unit(): Unit | undefined {
    const token = this.tokens[this.position];
    if (token?.kind !== 'unit') return undefined;
    this.position += 1;
    return unitOf(token.text);
  }

  private accept<Mark extends string>(...marks: readonly Mark[]): Mark | undefined {
    const token = this.tokens[this.position];
    if (token?.kind !== 'mark') return undefined;
    const found = marks.find((candidate) => candidate === token.text);
    if (found !== undefined) this.position += 1;
    return found;
  }

  private expect(closing: string): void {
    if (this.accept(closing) === undefined)
      throw new ArithmeticProblem(`a "${closing}" is missing`);
  }
}
