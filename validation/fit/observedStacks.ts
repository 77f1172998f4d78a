import type { ObservedStack } from '@mantile/hardware';
import { stackOf, type Case } from '../case.ts';
import { rounded } from '../scoreboard.ts';
import { errorsOf, summarise, type Scored } from '../score.ts';
import { generationOf } from './coefficients.ts';

/** The stacks that coefficients were fitted to, each with its error where it had been left out. */
export function observedStacks(
  leftOut: readonly Scored[],
): (engine: string, generation: string) => readonly ObservedStack[] {
  return (engine, generation) => {
    const isOf = (each: Case): boolean =>
      `${each.engine} ${each.version}` === engine && generationOf(each.chip) === generation;
    const own = leftOut.filter((each) => isOf(each.case));
    return [...new Set(own.map((each) => stackOf(each.case)))].sort().flatMap((stack) => {
      const scored = own.filter((each) => stackOf(each.case) === stack);
      const errors = summarise(errorsOf(scored, 'tpotMs'));
      const [first] = scored;
      if (errors === undefined || first === undefined) return [];
      const { chip, model, precision } = first.case;
      const { mape } = rounded(errors);
      return [{ chip, model, precision, configurations: scored.length, leftOutTpotError: mape }];
    });
  };
}
