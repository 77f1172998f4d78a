import type { LayerOverrides } from '@mantile/config';
import type { ParallelismOptions } from '@mantile/core';
import type { Plan } from './case.ts';

/** A plan as options to build with: that of the whole model, and what experts do differently. */
export function planOptions(
  { tensorParallel, attentionDataParallel, expertParallel }: Plan,
  hasExperts: boolean,
): { readonly parallelism: ParallelismOptions; readonly experts: LayerOverrides } {
  const plan = { tensorParallel, attentionDataParallel };
  if (!hasExperts) return { parallelism: plan, experts: {} };
  if (expertParallel > 1) return { parallelism: { ...plan, expertParallel }, experts: {} };
  if (attentionDataParallel === 1) return { parallelism: plan, experts: {} };
  // Attention splits the batch, experts are cut among the same packages.
  const cut = { tensorParallel: tensorParallel * attentionDataParallel };
  return { parallelism: plan, experts: { parallelism: cut } };
}
