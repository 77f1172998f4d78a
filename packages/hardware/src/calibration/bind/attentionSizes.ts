import type { AttentionOperation } from '@mantile/core';

/** Up to so many new tokens per sequence run as decoding does: the cache is walked once for all of them. */
export const mostDecodeQueries = 16;

/** Whether heads share compressed entries: then less is kept per position than keys and values are wide. */
export function isLatent(operation: AttentionOperation): boolean {
  const { kvHeads, keyWidth, valueWidth, stateBytesPerPosition, stateDtype } = operation;
  const plainBytes = (kvHeads * (keyWidth + valueWidth) * stateDtype.bits) / 8;
  return stateBytesPerPosition < 0.9 * plainBytes;
}

/**
 * The most keys that any of `queries` tokens sees. A window shows in the pairs: under a causal mask the
 * last of q tokens in a window w scores w keys, and all of them together w·q − w²/2.
 */
export function keySpan(queries: number, pairs: number, past: number): number {
  const everything = queries * past + (queries * (queries + 1)) / 2;
  if (pairs >= everything) return Math.min(past + queries, pairs / queries + (queries - 1) / 2);
  const reach = queries + past;
  return reach - Math.sqrt(Math.max(reach * reach - 2 * (pairs + (past * past) / 2), 0));
}
