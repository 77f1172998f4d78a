import { print } from '../arithmetic/print.ts';
import type { Expression } from '../arithmetic/syntax.ts';

/** Factors that are divided together, such as `k * M / ep` in `(k * M / ep) * (I / tp)`. */
export interface FactorGroup {
  readonly over: readonly string[];
  readonly under: readonly string[];
  /** Whether brackets hold it together; without them, a divisor belongs to the whole product. */
  readonly isBracketed: boolean;
}

/** A product as groups of factors, and the number that scales it. */
export interface Product {
  readonly coefficient: number;
  readonly groups: readonly FactorGroup[];
}

/** What a name stands for, where it abbreviates a formula. */
export type Expand = (name: string) => Expression | undefined;

/** Abbreviations of abbreviations end somewhere. */
const deepest = 8;

/** A formula as a sum of products, abbreviations written out. */
export function productsOf(expression: Expression, expand: Expand, depth = 0): readonly Product[] {
  if (expression.kind === 'group') return productsOf(expression.of, expand, depth);
  if (
    expression.kind === 'binary' &&
    (expression.operator === '+' || expression.operator === '-')
  ) {
    const sign = expression.operator === '-' ? -1 : 1;
    const right = productsOf(expression.right, expand, depth).map((product) => ({
      ...product,
      coefficient: sign * product.coefficient,
    }));
    return [...productsOf(expression.left, expand, depth), ...right];
  }
  const builder = new ProductBuilder(expand);
  builder.multiply(expression, depth);
  return [builder.finish()];
}

class ProductBuilder {
  private coefficient = 1;
  private readonly groups: FactorGroup[] = [];
  private open: { over: string[]; under: string[] } = { over: [], under: [] };
  private readonly expand: Expand;

  constructor(expand: Expand) {
    this.expand = expand;
  }

  multiply(expression: Expression, depth: number): void {
    switch (expression.kind) {
      case 'number':
        this.coefficient *= expression.value;
        return;
      case 'negative':
        this.coefficient *= -1;
        this.multiply(expression.of, depth);
        return;
      case 'name': {
        const formula = depth < deepest ? this.expand(expression.name) : undefined;
        if (formula === undefined || formula.kind === 'number')
          this.open.over.push(expression.name);
        else this.bracket(formula, [], depth + 1);
        return;
      }
      case 'group':
        this.bracket(expression.of, [], depth);
        return;
      case 'call':
        this.call(expression, depth);
        return;
      case 'binary':
        this.binary(expression, depth);
    }
  }

  finish(): Product {
    const { over, under } = this.open;
    const groups = [...this.groups];
    if (over.length > 0 || under.length > 0) groups.push({ over, under, isBracketed: false });
    return { coefficient: this.coefficient, groups };
  }

  /** Rounding aside, a rounded quotient is the quotient. */
  private call(expression: Extract<Expression, { kind: 'call' }>, depth: number): void {
    const [only, ...others] = expression.inputs;
    const isRounding = expression.name === 'ceil' || expression.name === 'floor';
    if (isRounding && only !== undefined && others.length === 0) this.bracket(only, [], depth);
    else this.open.over.push(print(expression));
  }

  private binary(expression: Extract<Expression, { kind: 'binary' }>, depth: number): void {
    const { operator, left, right } = expression;
    if (operator === '*') {
      this.multiply(left, depth);
      this.multiply(right, depth);
    } else if (operator === '/') {
      const divisors = symbolsOf(right);
      if (divisors === undefined) {
        this.open.over.push(print(expression));
      } else if (lastFactor(left).kind === 'group') {
        // In `a * (b * c) / t`, what is divided is the bracket.
        if (left.kind === 'binary' && left.operator === '*') {
          this.multiply(left.left, depth);
          this.bracket(lastFactor(left), divisors.names, depth);
        } else {
          this.bracket(left, divisors.names, depth);
        }
        this.coefficient /= divisors.coefficient;
      } else {
        this.multiply(left, depth);
        this.open.under.push(...divisors.names);
        this.coefficient /= divisors.coefficient;
      }
    } else {
      this.open.over.push(print(expression));
    }
  }

  private bracket(expression: Expression, divisors: readonly string[], depth: number): void {
    const inner = expression.kind === 'group' ? expression.of : expression;
    const products = productsOf(inner, this.expand, depth);
    const [only, ...others] = products;
    if (only === undefined || others.length > 0) {
      this.groups.push({ over: [canonicalSum(products)], under: divisors, isBracketed: true });
      return;
    }
    this.coefficient *= only.coefficient;
    // Quotients inside stay by themselves, unless all of it is divided once more.
    const isOwn = ({ isBracketed, under }: FactorGroup): boolean =>
      divisors.length === 0 && isBracketed && under.length > 0;
    this.groups.push(...only.groups.filter(isOwn));
    const rest = only.groups.filter((group) => !isOwn(group));
    const over = rest.flatMap((group) => group.over);
    const under = [...rest.flatMap((group) => group.under), ...divisors];
    if (over.length > 0 || under.length > 0) this.groups.push({ over, under, isBracketed: true });
  }
}

function lastFactor(expression: Expression): Expression {
  return expression.kind === 'binary' && expression.operator === '*'
    ? expression.right
    : expression;
}

/** The names of a divisor that is a plain product. */
function symbolsOf(
  expression: Expression,
): { readonly names: readonly string[]; readonly coefficient: number } | undefined {
  switch (expression.kind) {
    case 'number':
      return { names: [], coefficient: expression.value };
    case 'name':
      return { names: [expression.name], coefficient: 1 };
    case 'group':
      return symbolsOf(expression.of);
    case 'binary': {
      if (expression.operator !== '*') return undefined;
      const left = symbolsOf(expression.left);
      const right = symbolsOf(expression.right);
      if (left === undefined || right === undefined) return undefined;
      return {
        names: [...left.names, ...right.names],
        coefficient: left.coefficient * right.coefficient,
      };
    }
    case 'negative':
    case 'call':
      return undefined;
  }
}

/** A sum inside a product, in an order that does not depend on how it was written. */
function canonicalSum(products: readonly Product[]): string {
  return `(${products.map(canonicalProduct).sort().join(' + ')})`;
}

/** A product without its brackets: factors over divisors, in alphabetical order. */
function canonicalProduct({ coefficient, groups }: Product): string {
  const over = groups.flatMap((group) => group.over).sort();
  const under = groups.flatMap((group) => group.under).sort();
  return [coefficient, ...over].join(' * ') + (under.length > 0 ? ` / (${under.join(' * ')})` : '');
}
