import { stackOf, type Case, type Refused } from './case.ts';
import { isFittedStack } from './fittedStacks.ts';
import { predict, predictIdeal } from './predict.ts';
import {
  errorsOf,
  metrics,
  ordering,
  summarise,
  type Errors,
  type Metric,
  type Ordering,
  type Scored,
} from './score.ts';

/** The errors of some cases, metric by metric, and of the ideal roofline beside. */
export interface Group {
  readonly name: string;
  readonly errors: Readonly<Partial<Record<Metric, Errors>>>;
  readonly ideal: Readonly<Partial<Record<Metric, Errors>>>;
}

/** All scores of one collection with the committed coefficients. */
export interface Scores {
  readonly groups: readonly Group[];
  readonly ordering: Ordering;
}

/** Cases by all that a table lists them by. */
const listings: readonly (readonly [string, (each: Case) => string])[] = [
  ['all', () => 'all'],
  ['chip', ({ chip }) => chip],
  ['model', ({ model }) => model],
  ['engine', ({ engine }) => engine],
  ['pools', ({ pools }) => (pools === undefined ? 'one pool' : 'two pools')],
  [
    'known',
    (each) => (isFittedStack(stackOf(each)) ? 'stacks that were fitted' : 'stacks never fitted'),
  ],
  ['stack', stackOf],
];

/** A case with both predictions. */
export interface Compared extends Scored {
  readonly ideal: Scored['predicted'];
}

/** Predicts every case; those that cannot be what their row says are refused. */
export function compare(cases: readonly Case[]): {
  readonly compared: readonly Compared[];
  readonly refused: readonly Refused[];
} {
  const compared: Compared[] = [];
  const refused: Refused[] = [];
  for (const each of cases) {
    try {
      const ideal = predictIdeal(each);
      // Not its whole time per token: the pauses for prompts of others in it are the model's own, and no bound.
      if (each.measured.tpotMs < ideal.itlMs) {
        const reason =
          'faster than a step of generating at the peaks of the datasheet: several tokens a step, or other packages';
        refused.push({ id: each.id, reason });
      } else compared.push({ case: each, predicted: predict(each), ideal });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refused.push({ id: each.id, reason: reason.split(/[:\n]/)[1]?.trim() ?? reason });
    }
  }
  return { compared, refused };
}

/** The scores of compared cases: all, and by chip, model, engine and stack. */
export function scoresOf(compared: readonly Compared[]): Scores {
  const groups = listings.flatMap(([listing, nameOf]) => {
    const names = [...new Set(compared.map((each) => nameOf(each.case)))].sort();
    return names.map((name) => {
      const own = compared.filter((each) => nameOf(each.case) === name);
      return groupOf(listing === 'all' ? 'all' : `${listing} ${name}`, own);
    });
  });
  return { groups, ordering: rounded(ordering(compared)) };
}

function groupOf(name: string, compared: readonly Compared[]): Group {
  const ideal = compared.map((each) => ({ case: each.case, predicted: each.ideal }));
  return { name, errors: allErrors(compared), ideal: allErrors(ideal) };
}

/** The errors of every metric that was measured, to a tenth of a percent. */
export function allErrors(scored: readonly Scored[]): Readonly<Partial<Record<Metric, Errors>>> {
  return Object.fromEntries(
    metrics.flatMap((metric) => {
      const found = summarise(errorsOf(scored, metric));
      return found === undefined ? [] : [[metric, rounded(found)]];
    }),
  );
}

/** Numbers to a tenth. */
export function rounded<Numbers extends object>(numbers: Numbers): Numbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Math.round(10 * (value as number)) / 10]),
  ) as Numbers;
}

/** How often each reason was given, the most frequent first. */
export function reasonsOf(refused: readonly Refused[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}
