import type { AttentionOperation } from '@mantile/core';

/** Up to so many new tokens per sequence run as decoding does: the cache is walked once for all of them. */
const mostDecodeQueries = 8;
/** From so many on they run as a prompt does; prompts were measured from as many tokens. */
export const leastPrefillQueries = 16;

/**
 * The time of `queries` new tokens, from that of decoding and that of a prompt: the first for few, then
 * by equal factors over to the longer of both. As neither falls with more tokens or more context, nor does this.
 */
export function joinedTime(queries: number, decoding: number, prompt: number): number {
  if (queries <= mostDecodeQueries || prompt <= decoding) return decoding;
  if (queries >= leastPrefillQueries) return prompt;
  const share = (queries - mostDecodeQueries) / (leastPrefillQueries - mostDecodeQueries);
  return decoding * (prompt / decoding) ** share;
}

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
