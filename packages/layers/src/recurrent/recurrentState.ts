import {
  fixedState,
  standardDtypes,
  type DtypeByRole,
  type StatePart,
  type StepFrame,
} from '@mantile/core';
import * as z from 'zod';

/**
 * How a recurrent state is kept: in single precision, as most engines do because it sums over all tokens,
 * or in the format of the activations. The format of KV caches does not touch it: no engine rounds a running
 * sum to it.
 */
export const stateDtype = z.enum(['fp32', 'activations']).default('fp32');

/** What a recurrence carries from token to token: `units` pieces, such as heads, of `elements` in all. */
export function recurrentState(
  sizes: { readonly elements: number; readonly units: number },
  format: z.output<typeof stateDtype>,
  dtypes: DtypeByRole,
): StatePart {
  return {
    name: 'recurrent_state',
    elementsPerPosition: sizes.elements,
    retention: fixedState,
    dtype: format === 'fp32' ? standardDtypes.fp32 : dtypes.activations,
    shard: { axis: 'tensorParallel', units: sizes.units },
  };
}

/** Whether a step reads a state: decoding always does, were it all zeros; a prompt from its second chunk on. */
export function readsState(step: StepFrame): boolean {
  return step.phase === 'decode' || step.contextLen > 0;
}
