import { stackOf, type Case } from './case.ts';
import { generationOf } from './fit/coefficients.ts';
import { allErrors, rounded } from './scoreboard.ts';
import { ordering, type Errors, type Metric, type Ordering, type Scored } from './score.ts';
import {
  leavingOutConfigurations,
  leavingOutGenerations,
  leavingOutModels,
  leavingOutStacks,
} from './split.ts';

/** What was left out of a fit, and how far off its cases came out. */
export interface LeftOut {
  readonly what: string;
  readonly errors: Readonly<Partial<Record<Metric, Errors>>>;
  readonly ordering: Ordering;
}

/** The errors on what was left out, in all the ways to leave out. */
export function leftOutScores(cases: readonly Case[]): {
  readonly scores: readonly LeftOut[];
  readonly configurations: readonly Scored[];
  readonly stacks: readonly Scored[];
} {
  const configurations = leavingOutConfigurations(cases);
  const stacks = leavingOutStacks(cases);
  const seen = generationsSeenTwice(cases);
  const score = (what: string, scored: readonly Scored[]): LeftOut => ({
    what,
    errors: allErrors(scored),
    ordering: rounded(ordering(scored)),
  });
  return {
    configurations,
    stacks,
    scores: [
      score('configurations (a fifth at a time)', configurations),
      score('stacks', stacks),
      score(
        'stacks, where another of the same chip generation is known',
        stacks.filter((each) => seen.has(each.case.chip)),
      ),
      score('models', leavingOutModels(cases)),
      score('chip generations', leavingOutGenerations(cases)),
    ],
  };
}

/** Chips of generations that more than one stack was measured on. */
function generationsSeenTwice(cases: readonly Case[]): ReadonlySet<string> {
  const stacks = new Map(cases.map((each) => [stackOf(each), generationOf(each.chip)]));
  const seen = [...stacks.values()];
  const isTwice = (generation: string): boolean =>
    seen.filter((other) => other === generation).length > 1;
  return new Set(cases.map(({ chip }) => chip).filter((chip) => isTwice(generationOf(chip))));
}
