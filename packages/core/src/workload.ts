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
  /** Mean length of a prompt. */
  readonly inputTokens: number;
  /** Mean length of an answer. */
  readonly outputTokens: number;
  readonly load: Load;
  /** Share of the prompt that is found in the prefix cache; none when absent. */
  readonly cachedPrefixShare?: number | undefined;
  /** Tokens of prompts that a step takes up at most (chunked prefill); whole prompts when absent. */
  readonly prefillChunkTokens?: number | undefined;
  /** Tokens drafted per step and the share of them accepted, when decoding is speculative. */
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
