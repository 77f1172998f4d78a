import type { LeftOut } from './leftOut.ts';
import type { Metric } from './score.ts';

/** The most that a mean error may be, in percent, by metric. */
type Goals = Readonly<Partial<Record<Metric, number>>>;

/** What is aimed at on rows that no fit has seen. */
const goals: readonly {
  readonly leftOut: string;
  readonly errors: Goals;
  readonly order?: number;
}[] = [
  {
    leftOut: 'configurations (a fifth at a time)',
    errors: { tpotMs: 4, ttftMs: 11, e2eMs: 4, outputTokensPerSecondPerPackage: 4 },
    order: 98,
  },
  {
    leftOut: 'stacks',
    errors: { tpotMs: 6, ttftMs: 13, e2eMs: 6, outputTokensPerSecondPerPackage: 6 },
  },
  { leftOut: 'models', errors: { tpotMs: 10 } },
  { leftOut: 'chip generations', errors: { tpotMs: 20 } },
];

/** Every way to leave out that has goals: what was found beside each of them, and whether it is met. */
export function goalRows(
  found: readonly LeftOut[],
  metrics: readonly Metric[],
): readonly (readonly string[])[] {
  return goals.map(({ leftOut, errors, order }) => {
    const own = found.find(({ what }) => what === leftOut);
    const cells = metrics.map((metric) => {
      const [goal, is] = [errors[metric], own?.errors[metric]?.mape];
      return goal === undefined || is === undefined ? '–' : verdict(is, goal, is <= goal);
    });
    const right = own?.ordering.right;
    const ordered =
      order === undefined || right === undefined ? '–' : verdict(right, order, right >= order);
    return [leftOut, ...cells, ordered];
  });
}

function verdict(is: number, goal: number, isMet: boolean): string {
  return `${is.toFixed(1)} of ${goal}: ${isMet ? 'met' : 'missed'}`;
}
