import { MantileError, type Fault } from '@mantile/core';
import { rateText } from '../print/quantity.ts';
import type { Setup } from './setup.ts';

/** Requests a second that one replica answers at most, of the words that refuse a rate. */
export function mostPerSecond(refusal: string): number | undefined {
  const [, most] =
    /requests come faster .* answers (\S+) requests per second at most/.exec(refusal) ?? [];
  const value = Number(most);
  return value > 0 ? value : undefined;
}

/** Replicas that a rate takes, where one answers so much; the figure for one is rounded. */
export function replicasFor(rate: number, most: number): number {
  return Math.ceil((rate / most) * (1 + rounding));
}

const rounding = 0.005;

/** Runs work, and tells of a rate that cannot be kept with which plan, and how many replicas of it would do. */
export function tellingPlan<Value>({ tensorParallel, question }: Setup, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const { plan, workload } = question.request;
    const { load } = workload;
    const [first, ...others] = error.faults.map((fault): Fault => {
      const most = mostPerSecond(fault.message);
      if (most === undefined || load.kind !== 'rate') return fault;
      const replicas = plan.replicas === 1 ? '' : ` --dp ${plan.replicas}`;
      const message = `requests come faster than they can be answered: --tp ${tensorParallel}${replicas} answers ${rateText(most * plan.replicas)} a second at most; --tp ${tensorParallel} --dp ${replicasFor(load.requestsPerSecond, most)} would do, or a lower rate.`;
      return { ...fault, message };
    });
    throw first === undefined ? error : new MantileError([first, ...others], { cause: error });
  }
}
