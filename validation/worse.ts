import type { CollectionScores } from './committed.ts';
import type { LeftOut } from './leftOut.ts';
import { metrics, type Errors, type Metric, type Ordering } from './score.ts';

/** Worse by more than rounding and a little: points of a percent, and a share of what it was. */
const slack = { points: 0.3, share: 0.05 };
/** Points of pairs in the right order. */
const orderingSlack = 0.5;

type ByMetric = Readonly<Partial<Record<Metric, Errors>>>;

/** The groups of a collection that are predicted clearly worse than before, with what they were and are. */
export function worseGroups(before: CollectionScores, now: CollectionScores): readonly string[] {
  const groups = before.scores.groups.flatMap(({ name, errors }) => {
    const found = now.scores.groups.find((group) => group.name === name);
    return found === undefined ? [`${name}: no cases any more`] : worse(name, errors, found.errors);
  });
  return [...groups, ...misordered('all', before.scores.ordering, now.scores.ordering)];
}

/** The same of what was left out of fits. */
export function worseLeftOut(
  before: readonly LeftOut[],
  now: readonly LeftOut[],
): readonly string[] {
  return before.flatMap(({ what, errors, ordering }) => {
    const found = now.find((each) => each.what === what);
    if (found === undefined) return [`${what}: not left out any more`];
    const name = `left out: ${what}`;
    return [...worse(name, errors, found.errors), ...misordered(name, ordering, found.ordering)];
  });
}

function misordered(name: string, before: Ordering, now: Ordering): readonly string[] {
  return now.right >= before.right - orderingSlack
    ? []
    : [`${name}: ${now.right} % of pairs are in the right order, it was ${before.right} %`];
}

function worse(name: string, before: ByMetric, now: ByMetric): readonly string[] {
  return metrics.flatMap((metric) => {
    const old = before[metric];
    const fresh = now[metric];
    if (old === undefined) return [];
    if (fresh === undefined) return [`${name}: ${metric} is not scored any more`];
    const most = old.mape * (1 + slack.share) + slack.points;
    return fresh.mape <= most
      ? []
      : [`${name}: MAPE of ${metric} is ${fresh.mape} %, it was ${old.mape} %`];
  });
}
