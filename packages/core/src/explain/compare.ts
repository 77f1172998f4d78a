import { FaultList } from '../errors.ts';
import { describeValue } from '../internal/describeValue.ts';
import type { Comparison, Difference } from './comparison.ts';
import type { ExplainedNumber, Explanation } from './explanation.ts';

/**
 * What moved from one explanation to another, and by how much: the same tree, as differences.
 *
 * @example
 * import { compare, explain, Model } from '@mantile/core';
 * import { system } from '@mantile/hardware';
 * import { GatedMLPLayer } from '@mantile/layers';
 * const layer = new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 });
 * const model = new Model('feed-forward only', [{ name: 'feedforward', layer, count: 32 }]);
 * const of = (outputTokens: number) =>
 *   explain(model, system('dgx-h100'), { inputTokens: 1024, outputTokens, load: { kind: 'batch', size: 1 } });
 * const { headlines } = compare(of(101), of(201));
 * const endToEnd = headlines.find(({ name }) => name === 'e2eMs');
 * endToEnd?.children?.map(({ name, ratio }) => `${name} ${ratio}`) // => ['generation 2', 'ttftMs 1']
 * @category Explanations
 */
export function compare(a: Explanation, b: Explanation): Comparison {
  const faults = new FaultList();
  for (const [path, given] of Object.entries({ a, b })) {
    if (isExplanation(given)) continue;
    const message = `expected what explain() returns, got ${describeValue(given)}.`;
    faults.add({ code: 'option.invalid', path, value: given, message });
  }
  faults.throwIfAny();
  const { headlines: ours, ...first } = a;
  const { headlines: theirs, ...second } = b;
  return { a: first, b: second, headlines: pairs(ours, theirs) };
}

function isExplanation(given: unknown): boolean {
  return (
    typeof given === 'object' &&
    given !== null &&
    'headlines' in given &&
    Array.isArray(given.headlines)
  );
}

/** Siblings of both sides by their names, in the order of the first. */
function pairs(
  ours: readonly ExplainedNumber[],
  theirs: readonly ExplainedNumber[],
): readonly Difference[] {
  const others = new Map(theirs.map((other) => [other.name, other]));
  const names = new Set(ours.map(({ name }) => name));
  return [
    ...ours.map((own) => differ(own, others.get(own.name))),
    ...theirs.filter(({ name }) => !names.has(name)).map((other) => differ(undefined, other)),
  ];
}

type Side = ExplainedNumber | undefined;

function differ(...[a, b]: [ExplainedNumber, Side] | [undefined, ExplainedNumber]): Difference {
  const { name, unit, meaning } = a ?? b;
  const difference = (b?.value ?? 0) - (a?.value ?? 0);
  const children = byMove(pairs(a?.children ?? [], b?.children ?? []), unit);
  const see = b?.see ?? a?.see;
  return {
    name,
    unit,
    ...(meaning !== undefined && { meaning }),
    ...(a !== undefined && { a: a.value }),
    ...(b !== undefined && { b: b.value }),
    ...((a === undefined || b === undefined) && { only: a === undefined ? 'b' : 'a' }),
    difference,
    ...(a !== undefined && b !== undefined && a.value !== 0 && { ratio: b.value / a.value }),
    ...formulaOf(a, b),
    ...(see !== undefined && { see }),
    ...(children.length > 0 && { children }),
  };
}

function formulaOf(a: Side, b: Side): Pick<Difference, 'formula' | 'formulas'> {
  // What is absent, or zero for lack of parts, agrees with any formula.
  const said = [a, b].filter(
    (side) => side !== undefined && (side.formula !== undefined || side.value !== 0),
  );
  const formulas = new Set(said.map((side) => side?.formula));
  if (formulas.size > 1) return { formulas: [a?.formula, b?.formula] };
  const [formula] = formulas;
  return formula === undefined ? {} : { formula };
}

/** What moved most first: of what the parent counts by the difference, of all else by the ratio. */
function byMove(children: readonly Difference[], unit: ExplainedNumber['unit']): Difference[] {
  const isLike = (child: Difference): boolean => child.unit === unit;
  const alike = children.filter(isLike);
  const others = children.filter((child) => !isLike(child));
  const moved = ({ difference }: Difference): number => Math.abs(difference);
  return [
    ...alike.sort((one, other) => moved(other) - moved(one)),
    ...others.sort((one, other) => stretchOf(other) - stretchOf(one)),
  ];
}

/** How far a ratio is from one, in either direction. */
function stretchOf({ ratio, difference }: Difference): number {
  if (difference === 0) return 0;
  return ratio === undefined || ratio <= 0 ? Infinity : Math.abs(Math.log(ratio));
}
