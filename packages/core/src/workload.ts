import type { TokenLength } from './estimate/lengths.ts';

/**
 * What users ask of a served model: how long their requests are, and how many come at a time.
 *
 * @example
 * import type { Workload } from '@mantile/core';
 * const chat: Workload = { inputTokens: 1024, outputTokens: 512, load: { kind: 'concurrency', requests: 64 } };
 * chat.load.kind // => 'concurrency'
 * @category Estimates
 */
export interface Workload {
  /** Length of a prompt. */
  readonly inputTokens: TokenLength;
  /** Length of an answer. */
  readonly outputTokens: TokenLength;
  readonly load: Load;
  /** Share of the prompt that is found in the prefix cache; none when absent. */
  readonly cachedPrefixShare?: number | undefined;
  /** Tokens drafted per step and how likely each is accepted once those before it are, when decoding is speculative. */
  readonly speculation?: { readonly draftTokens: number; readonly acceptance: number } | undefined;
}

/**
 * How requests arrive: as one batch, from a fixed number of users who each wait for their answer, or at a rate.
 *
 * @example
 * import type { Load } from '@mantile/core';
 * const open: Load = { kind: 'rate', requestsPerSecond: 3.5 };
 * open.kind // => 'rate'
 * @category Estimates
 */
export type Load =
  | { readonly kind: 'batch'; readonly size: number }
  | { readonly kind: 'concurrency'; readonly requests: number }
  | { readonly kind: 'rate'; readonly requestsPerSecond: number };
