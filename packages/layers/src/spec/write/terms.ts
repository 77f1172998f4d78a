import type { TracedOperation, TracedQuantity, TracedTerm } from '@mantile/core';
import { parseExpression } from '../arithmetic/parser.ts';
import { print, withoutZeroTerms } from '../arithmetic/print.ts';
import { namesIn } from '../arithmetic/syntax.ts';
import { numeral } from '../numerals.ts';

/** How an input of an operation follows from the parameters of the case, as text; undefined when unknown. */
export type Derive = (
  operation: number,
  quantity: TracedQuantity,
  input: string,
) => string | undefined;

/** An operation's share of one quantity. */
export interface Share {
  readonly position: number;
  readonly operation: TracedOperation;
  readonly term: TracedTerm;
}

/** What the operations of a trace contribute to a quantity. */
export function sharesOf(
  trace: readonly TracedOperation[],
  quantity: TracedQuantity,
): readonly Share[] {
  return trace.flatMap((operation, position) =>
    operation.terms
      .filter((term) => term.quantity === quantity)
      .map((term) => ({ position, operation, term })),
  );
}

/** The letters (a), (b), … of the operations of a section. */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

/** One operation: its inputs, the formula, the formula in numbers with its value. */
export function shareLines(
  label: string,
  index: number,
  { position, operation, term }: Share,
  derive: Derive,
  notes: readonly string[],
): readonly string[] {
  const { formula, inputs, value, quantity } = term;
  const parsed = parseExpression(formula);
  const expression = withoutZeroTerms(parsed, (name) => inputs[name] === 0) ?? parsed;
  const lines = [`**(${letter(index)}) ${operation.name}**`, '', ...notes];
  const names = namesIn(expression);
  for (const name of names) {
    const text = numeral(inputs[name] ?? 0, 17);
    const derived = derive(position, quantity, name);
    lines.push(
      `- \`${name} = ${derived === undefined || derived === text ? '' : `${derived} = `}${text}\``,
    );
  }
  const result = numeral(value, 17);
  if (names.length === 1 && expression.kind === 'name') {
    lines.push(`- ${label} = \`${formula} = ${result}\``);
  } else {
    lines.push(`- ${label} = \`${print(expression)}\``);
    const inNumbers = print(expression, (name) => numeral(inputs[name] ?? 0, 17));
    lines.push(`- = \`${inNumbers} = ${result}\``);
  }
  return [...lines, ''];
}

/** `name = a + b = c`, or `name = 0` when there is nothing to add. */
export function sumLine(name: string, values: readonly number[], sum: number): string {
  if (values.length < 2) return `- \`${name} = ${numeral(sum, 17)}\``;
  return `- \`${name} = ${values.map((value) => numeral(value, 17)).join(' + ')} = ${numeral(sum, 17)}\``;
}

/** The total of a metric over all packages, from the busiest one's share. */
export function totalLine(
  totalName: string,
  name: string,
  each: number,
  total: number,
  packages: number,
): string {
  const all = each * packages;
  const product = `${numeral(packages)} * ${numeral(each, 17)}`;
  if (all === total)
    return `- \`${totalName} = numPackages * ${name} = ${product} = ${numeral(total)}\``;
  // Shards differ in size: what the others have less than the busiest package is taken off.
  return (
    '- Shards are uneven: what all packages together fall short of the busiest one is taken off.\n' +
    `- \`${totalName} = ${product} - ${numeral(all - total, 17)} = ${numeral(total)}\``
  );
}
