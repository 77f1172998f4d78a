import type { Estimate } from '../types.ts';

/**
 * What kept the answer to an inverse question from being larger (or, of packages, fewer). `limit` is a `most` that was
 * given, such as the model's own limit; `search`, that nothing binds as far as was searched.
 *
 * @example
 * import type { BindingConstraint } from '@mantile/core';
 * const binding: BindingConstraint = 'tpot';
 * binding // => 'tpot'
 * @category Inverse questions
 */
export type BindingConstraint = 'memory' | 'ttft' | 'tpot' | 'e2e' | 'limit' | 'search';

/**
 * What an answer must not exceed. Memory always counts.
 *
 * @example
 * import type { ServiceLimits } from '@mantile/core';
 * const limits: ServiceLimits = { maxTtftMs: 500, maxTpotMs: 50 };
 * limits.maxE2eMs // => undefined
 * @category Inverse questions
 */
export interface ServiceLimits {
  readonly maxTtftMs?: number | undefined;
  readonly maxTpotMs?: number | undefined;
  readonly maxE2eMs?: number | undefined;
}

/** The first constraint that an estimate breaks, if any; waiting for a place is a lack of memory. */
export function brokenBy(estimate: Estimate, limits: ServiceLimits): BindingConstraint | undefined {
  if (!estimate.memory.fits || estimate.running > estimate.places) return 'memory';
  if (estimate.notes.some(({ code }) => code === 'memory.requests_wait')) return 'memory';
  return exceededBy(estimate, limits);
}

/** The first limit of time that an estimate exceeds, if any. */
export function exceededBy(
  estimate: Estimate,
  limits: ServiceLimits,
): BindingConstraint | undefined {
  const { maxTtftMs = Infinity, maxTpotMs = Infinity, maxE2eMs = Infinity } = limits;
  if (estimate.ttftMs > maxTtftMs) return 'ttft';
  if (estimate.tpotMs > maxTpotMs) return 'tpot';
  return estimate.e2eMs > maxE2eMs ? 'e2e' : undefined;
}
