import { evaluate, type Evaluated } from '../arithmetic/evaluate.ts';
import { print } from '../arithmetic/print.ts';
import { ArithmeticProblem } from '../arithmetic/problem.ts';
import { isLiteral, namesIn, type Expression } from '../arithmetic/syntax.ts';
import type { Dimension } from '../arithmetic/units.ts';
import type { Findings } from '../findings.ts';
import { metricDimensions, metricNamed } from '../names.ts';
import { numeral } from '../numerals.ts';
import type { Part, Statement } from '../read/statement.ts';
import { agrees, states } from './compare.ts';
import { bindName } from './bind.ts';
import { wrongDimension, wrongLiteral, type ReadyPart } from './complaints.ts';
import { readPart } from './parts.ts';
import type { Scope } from './scope.ts';

/** A statement that has been worked out, for the comparison of cases. */
export interface CheckedStatement {
  readonly line: number;
  /** The name that it defines, if it defines one. */
  readonly name?: string | undefined;
  readonly expressions: readonly Expression[];
  readonly value?: number | undefined;
  /** Whether a number is stated with nothing that it follows from. */
  readonly isBare: boolean;
}

/** Checks the statements of one case, or of the text around the cases. */
export class StatementChecker {
  private readonly scope: Scope;
  private readonly findings: Findings;
  private readonly toldNames = new Set<string>();

  constructor(scope: Scope, findings: Findings) {
    this.scope = scope;
    this.findings = findings;
  }

  /** Works a statement out; `before` is the one that a leading equals sign goes on with. */
  check({ parts, line }: Statement, before: CheckedStatement | undefined): CheckedStatement {
    const ready: ReadyPart[] = [];
    parts.forEach((part, index) => {
      const found = this.readyPart(part, index === 0 && part.relation === undefined, line);
      if (found !== undefined) ready.push(found);
    });
    const [first, ...others] = ready;
    const isContinued = parts[0]?.relation !== undefined;
    const name =
      !isContinued && first?.expression.kind === 'name' ? first.expression.name : undefined;
    const values = name === undefined ? ready : others;
    const reference = this.reference(values, isContinued ? before?.value : undefined, line);
    if (reference !== undefined)
      this.compareAll(values, reference, name ?? (isContinued ? before?.name : undefined), line);
    // A name that had the value before is no new figure.
    const isKnown =
      name !== undefined && agrees(this.scope.lookUp(name) ?? NaN, reference?.value ?? NaN, 0);
    if (name !== undefined && reference !== undefined)
      bindName(this.scope, this.findings, {
        name,
        value: reference.value,
        slack: this.slackOf(values, line),
        line,
      });
    const isBare =
      !isContinued && !isKnown && parts.length > 1 && values.length > 0 && isNumber(values);
    return {
      line,
      name: name ?? (isContinued ? before?.name : undefined),
      expressions: values.map(({ expression }) => expression),
      value: reference?.value,
      isBare: isBare && reference?.value !== 0,
    };
  }

  private readyPart(part: Part, isFirst: boolean, line: number): ReadyPart | undefined {
    const found = readPart(part, isFirst);
    if (found.kind === 'unreadable') {
      this.findings.add({
        code: 'arithmetic.unreadable',
        line,
        message: `this looks like arithmetic, but cannot be read: ${found.problem}.`,
        stated: part.text,
      });
    }
    if (found.kind !== 'expression') return undefined;
    return { expression: found.expression, text: part.text, relation: part.relation ?? '=' };
  }

  /** What everything in the statement must equal. */
  private reference(
    values: readonly ReadyPart[],
    before: number | undefined,
    line: number,
  ): Evaluated | undefined {
    if (before !== undefined) return { value: before, slack: 0 };
    // A figure worked out beats a figure stated.
    const workedOut = values.find(({ expression }) => !isLiteral(expression));
    for (const part of workedOut === undefined ? values : [workedOut, ...values]) {
      const result = this.evaluate(part.expression, line, values.length === 1);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  /** How far a figure that is only stated may be from what it stands for. */
  private slackOf(values: readonly ReadyPart[], line: number): number {
    if (!isNumber(values)) return 0;
    return Math.max(
      0,
      ...values.map(({ expression }) => this.evaluate(expression, line)?.slack ?? 0),
    );
  }

  private evaluate(expression: Expression, line: number, isAlone = false): Evaluated | undefined {
    const unknown = namesIn(expression).filter((name) => this.scope.lookUp(name) === undefined);
    // Code such as a path in a sentence, of which the case knows nothing, claims nothing either.
    if (isAlone && unknown.length > 1 && unknown.length === namesIn(expression).length)
      return undefined;
    for (const name of unknown) {
      if (this.toldNames.has(name)) continue;
      this.toldNames.add(name);
      this.findings.add({
        code: 'arithmetic.unknown_name',
        line,
        message: `nothing says what ${name} is.`,
        stated: name,
      });
    }
    if (unknown.length > 0) return undefined;
    try {
      return evaluate(expression, (name) => this.scope.lookUp(name));
    } catch (error) {
      if (!(error instanceof ArithmeticProblem)) throw error;
      this.findings.add({
        code: 'arithmetic.wrong',
        line,
        message: `${error.message}.`,
        stated: print(expression),
      });
      return undefined;
    }
  }

  private compareAll(
    values: readonly ReadyPart[],
    reference: Evaluated,
    name: string | undefined,
    line: number,
  ): void {
    const metric = name === undefined ? undefined : metricNamed(name);
    const derivation = values.find(({ expression }) => !isLiteral(expression));
    let dimension: Dimension | undefined = metric && metricDimensions[metric];
    for (const part of values) {
      if (isLiteral(part.expression)) {
        const { unit } = part.expression;
        if (unit !== undefined && unit.dimension !== 'items') {
          if (dimension !== undefined && dimension !== unit.dimension)
            wrongDimension(this.findings, part, dimension, line);
          dimension = unit.dimension;
        }
        if (!this.isStated(part, reference.value, dimension))
          wrongLiteral(this.findings, part, reference.value, derivation, line);
      } else {
        const result = this.evaluate(part.expression, line);
        const slack = part.relation === '\u2248' ? (result?.slack ?? 0) : 0;
        if (result !== undefined && !agrees(result.value, reference.value, slack)) {
          this.findings.add({
            code: 'arithmetic.wrong',
            line,
            message: `${part.text} is ${numeral(result.value)}, and not equal to what stands before it.`,
            stated: numeral(result.value),
            computed: numeral(reference.value),
          });
        }
      }
    }
  }

  private isStated(
    { expression, relation }: ReadyPart,
    value: number,
    dimension?: Dimension,
  ): boolean {
    if (!isLiteral(expression)) return false;
    if (states(expression, value, relation)) return true;
    // Times are stated in milliseconds where no unit says otherwise.
    const milliseconds = { factor: 1e-3, dimension: 'seconds' } as const;
    return (
      dimension === 'seconds' &&
      expression.unit === undefined &&
      states(expression, value, relation, milliseconds)
    );
  }
}

function isNumber(values: readonly ReadyPart[]): boolean {
  return values.every(({ expression }) => isLiteral(expression));
}
