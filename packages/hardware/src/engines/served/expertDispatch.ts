import type { ParallelismOptions } from '@mantile/core';
import type { EngineName } from '../engineCoefficients.ts';
import type { Layer } from './servedConfig.ts';

/** Engines that have such an exchange for experts spread far, and take it in the deployments that were measured. */
const senders: readonly EngineName[] = ['sglang', 'trtllm'];

/**
 * How tokens get to their experts, where it is not by all packages gathering all of them: where attention splits the
 * batch and experts lie on more packages than a token has experts, engines send each token to those packages alone.
 */
export function expertDispatch(
  { experts, specs }: Layer,
  engine: EngineName,
  { attentionDataParallel = 1, expertParallel = 1 }: ParallelismOptions = {},
): 'allToAll' | undefined {
  const { topK, dispatch } = specs;
  if (experts === undefined || dispatch !== undefined || typeof topK !== 'number') return undefined;
  return senders.includes(engine) && attentionDataParallel > 1 && expertParallel > topK
    ? 'allToAll'
    : undefined;
}
