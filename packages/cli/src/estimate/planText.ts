import type { EstimateRequest } from './request.ts';
import { typed } from './estimateFlags.ts';

type Plan = EstimateRequest['plan'];

/** Degrees in the order in which they are told, by the option that each is typed as. */
const degrees = [
  ['tensorParallel', 'tp'],
  ['sequenceParallel', 'sp'],
  ['contextParallel', 'cp'],
  ['attentionDataParallel', 'attentionDp'],
  ['expertParallel', 'ep'],
  ['pipelineStages', 'pp'],
  ['replicas', 'dp'],
] as const satisfies readonly (readonly [keyof Plan, Parameters<typeof typed>[0]])[];

/** A plan as it is typed: tensor parallelism always, of all else what is not 1. */
export function planText(plan: Plan): string {
  return degrees
    .map(([axis, flag]) => ({ degree: plan[axis], flag }))
    .filter(({ degree = 1, flag }) => degree > 1 || flag === 'tp')
    .map(({ degree = 1, flag }) => `${typed(flag)} ${degree}`)
    .join(' ');
}
