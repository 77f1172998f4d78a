import { parallelAxes } from '@mantile/core';
import { print } from '../arithmetic/print.ts';
import { namesIn, type Expression } from '../arithmetic/syntax.ts';
import { metricNamed, symbols } from '../names.ts';
import { camelCase } from '../read/parameters.ts';
import { Definitions, type Abbreviations } from './abbreviations.ts';
import type { ComparedCase, Derivation } from './comparedCase.ts';
import type { Effort } from './effort.ts';
import { productsOf, type FactorGroup } from './factors.ts';

const axes: readonly string[] = parallelAxes;
const bySymbol = new Map(Object.entries(symbols).map(([name, symbol]) => [symbol, name]));

/** To write an abbreviation out is this much more than to look it up. */
const writingOut = 10;

/** A line of a case that works something out in names. */
export interface Formula {
  readonly of: ComparedCase;
  readonly derivation: Derivation;
  readonly expression: Expression;
  readonly text: string;
  /** What it abbreviates, as the case defines it. */
  readonly abbreviations: Abbreviations;
}

/** The formulas of a case, by what they work out. */
export function formulasOf(of: ComparedCase): ReadonlyMap<string, Formula> {
  const found = new Map<string, Formula>();
  const counts = new Map<string, number>();
  const definitions = new Definitions(of.derivations);
  for (const derivation of of.derivations) {
    const expression = derivation.expressions.find(
      (each) => each.kind !== 'name' && namesIn(each).length > 0,
    );
    if (expression === undefined || speaksOfMetrics(expression, derivation)) continue;
    const place = placeOf(derivation);
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    found.set(`${place} ${count}`, {
      of,
      derivation,
      expression,
      text: print(expression),
      abbreviations: definitions.at(derivation),
    });
  }
  return found;
}

/** Totals and times follow from metrics, by rules of their own. */
function speaksOfMetrics(expression: Expression, { name }: Derivation): boolean {
  return (
    name === 'numPackages' || namesIn(expression).some((each) => metricNamed(each) !== undefined)
  );
}

/** What a line works out: a name, or the operation that it belongs to. */
function placeOf({ name, operation, heading }: Derivation): string {
  const subject = operation.replace(/^\(\w+\)\s*/, '');
  return [heading.replace(/^\d+\W*/, ''), subject, name ?? ''].join(' | ');
}

/** The parameter that a name or a symbol stands for; a degree keeps its usual symbol where none is stated. */
function parameterOf({ parameters }: ComparedCase, name: string): string | undefined {
  const camel = camelCase(name);
  if (parameters.has(camel)) return camel;
  for (const [parameter, symbol] of parameters) if (symbol === name) return parameter;
  const usual = bySymbol.get(name.toLowerCase());
  if (usual !== undefined && axes.includes(usual)) return usual;
  return axes.includes(camel) ? camel : undefined;
}

/** The parameter that a name of a formula stands for, unless its operation takes the name for a size of a product. */
export function parameterIn({ of, abbreviations }: Formula, name: string): string | undefined {
  const isSize = ['m', 'k', 'n'].includes(name) && abbreviations.get(name) !== undefined;
  return isSize ? undefined : parameterOf(of, name);
}

/** The factors of a formula that brackets divide together, in the names of parameters. */
export function groupsOf(formula: Formula, effort: Effort): readonly FactorGroup[] {
  const { expression, abbreviations } = formula;
  const expand = (name: string): Expression | undefined =>
    effort.spend(writingOut) && parameterIn(formula, name) === undefined
      ? abbreviations.get(name)
      : undefined;
  const rename = (names: readonly string[]): readonly string[] =>
    names.map((name) => parameterIn(formula, name) ?? name);
  return productsOf(expression, expand).flatMap(({ groups }) =>
    groups
      .filter(({ isBracketed, over }) => isBracketed && over.length > 0)
      .map((group) => ({ ...group, over: rename(group.over), under: rename(group.under) })),
  );
}
