import { MantileError, type Fault } from '@mantile/core';
import { rateBelow } from '../print/quantity.ts';
import { planText } from './planText.ts';
import type { Setup } from './setup.ts';

/** Requests a second that one replica answers at most, where a rate was refused. */
export function mostPerSecond(faults: readonly Fault[] = []): number | undefined {
  const refused = faults.find(({ code }) => code === 'workload.unsustainable');
  const [most] = refused?.legal ?? [];
  return typeof most === 'number' && most > 0 ? most : undefined;
}

/** Replicas that a rate takes, where one answers so much. */
function replicasFor(rate: number, most: number): number {
  // A quotient that is whole may come out a little above.
  return Math.ceil((rate / most) * (1 - Number.EPSILON * 4));
}

/** Runs work, and tells of a rate that cannot be kept with which plan, and how many replicas of it would do. */
export function tellingPlan<Value>({ tensorParallel, question }: Setup, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const { plan, workload } = question.request;
    const { load } = workload;
    const [first, ...others] = error.faults.map((fault): Fault => {
      const most = mostPerSecond([fault]);
      if (most === undefined || load.kind !== 'rate') return fault;
      const spread = (replicas: number): string => planText({ ...plan, tensorParallel, replicas });
      const answered = rateBelow(most * plan.replicas);
      const enough = spread(replicasFor(load.requestsPerSecond, most));
      const message = `requests come faster than they can be answered: ${spread(plan.replicas)} answers ${answered} a second at most; ${enough} would do, or a lower rate.`;
      return { ...fault, message };
    });
    throw first === undefined ? error : new MantileError([first, ...others], { cause: error });
  }
}
