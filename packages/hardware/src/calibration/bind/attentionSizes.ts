import type { AttentionOperation } from '@mantile/core';

/** Up to so many new tokens per sequence run as decoding does: the cache is walked once for all of them. */
export const mostDecodeQueries = 8;
/** From so many on they run as a prompt does; prompts were measured from as many tokens. */
export const leastPrefillQueries = 16;

/**
 * The time of `queries` new tokens. From 16 on it is that of a prompt, or of walking the cache once where
 * that is longer, which is closest to measured prompts of 16 and 32 tokens. Up to 8 it is that of decoding,
 * `few`, unless the prompt's kernels are faster. Between, which nobody measured, it goes over by equal factors.
 * As no part falls with more tokens or more context, nor does this.
 */
export function joinedTime(queries: number, once: number, few: number, prompt: number): number {
  const many = Math.max(prompt, once);
  if (queries >= leastPrefillQueries) return many;
  const start = Math.min(few, many);
  if (queries <= mostDecodeQueries) return start;
  const share = (queries - mostDecodeQueries) / (leastPrefillQueries - mostDecodeQueries);
  return start * (many / start) ** share;
}

/**
 * Whether heads share compressed entries: then what is kept per position is not as wide as keys and values
 * together, but mostly less, and more where a package holds one or two heads. Scores alone keep no values.
 */
export function isLatent(operation: AttentionOperation): boolean {
  const { kvHeads, keyWidth, valueWidth, stateBytesPerPosition, stateDtype } = operation;
  const plainBytes = (kvHeads * (keyWidth + valueWidth) * stateDtype.bits) / 8;
  const ratio = stateBytesPerPosition / plainBytes;
  return ratio <= 0.95 || (ratio >= 1.5 && valueWidth > 0);
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

/**
 * How much of what a windowed prompt scores in vain counts: in full from twice the window on, as measured,
 * and none while the window holds the whole sequence. In between the share of cut rows grows with the length.
 */
export function windowedShare(span: number, length: number): number {
  return Math.min(Math.max(length / span - 1, 0), 1);
}
