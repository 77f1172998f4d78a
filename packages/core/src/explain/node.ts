import type { ExplainedNumber, ExplainedUnit } from './explanation.ts';

type Rest = Omit<ExplainedNumber, 'name' | 'value' | 'unit'>;

/** A number of a tree. */
export function node(
  name: string,
  unit: ExplainedUnit,
  value: number,
  rest: Rest = {},
): ExplainedNumber {
  return { name, value, unit, ...rest };
}

/** A number that all its children add up to; those that are zero go without saying. */
export function sumNode(
  name: string,
  unit: ExplainedUnit,
  value: number,
  parts: readonly ExplainedNumber[],
  rest: Rest = {},
): ExplainedNumber {
  const children = distinct(parts.filter((part) => part.value !== 0));
  return node(name, unit, value, {
    ...rest,
    ...(children.length > 0 && { formula: 'sum', children }),
  });
}

/** Whole bytes that parts add up to: where they add up to a fraction, it is rounded up. */
export function wholeSumNode(
  name: string,
  value: number,
  parts: readonly ExplainedNumber[],
  rest: Rest = {},
): ExplainedNumber {
  const exact = totalOf(parts);
  if (Math.abs(value - exact) <= 1e-12 * value) return sumNode(name, 'B', value, parts, rest);
  const formula = 'ceil(exact)';
  const children = [sumNode('exact', 'B', exact, parts)];
  return node(name, 'B', value, { ...rest, formula, inputs: { exact }, children });
}

/** What parts add up to. */
export function totalOf(parts: readonly ExplainedNumber[]): number {
  return parts.reduce((total, { value }) => total + value, 0);
}

/** Tells siblings of the same name apart: `attention`, `attention (2)`. */
export function distinct(siblings: readonly ExplainedNumber[]): readonly ExplainedNumber[] {
  const seen = new Map<string, number>();
  return siblings.map((sibling) => {
    const times = (seen.get(sibling.name) ?? 0) + 1;
    seen.set(sibling.name, times);
    return times === 1 ? sibling : { ...sibling, name: `${sibling.name} (${times})` };
  });
}

/** Seconds in the unit that estimates are in. */
export function milliseconds(seconds: number): number {
  return seconds * 1e3;
}
