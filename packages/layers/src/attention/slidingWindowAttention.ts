import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { attentionKeys, isCausal, numKvHeads } from './attentionKeys.ts';
import { withAttentionRules } from './attentionRules.ts';
import { HeadAttentionLayer } from './headAttention.ts';
import { bidirectional, causal, chunked, type Visibility } from './visibility.ts';

/**
 * The spec of a {@link SlidingWindowAttentionLayer}.
 *
 * @example
 * import { slidingWindowAttentionSpec } from '@mantile/layers';
 * const spec = slidingWindowAttentionSpec.parse({ hiddenSize: 4096, numHeads: 32, numKvHeads: 8, slidingWindow: 128 });
 * spec.numSinks // => 0
 * @category Specs
 */
export const slidingWindowAttentionSpec = withAttentionRules(
  z.strictObject({
    ...attentionKeys,
    /** Key and value heads, each shared by a group of query heads. */
    numKvHeads,
    isCausal,
    /** Positions that a token sees at most, itself included. */
    slidingWindow: size.optional(),
    /** First tokens of the sequence that stay visible and cached (StreamingLLM); no sink logits. */
    numSinks: z.int().min(0).max(1e9).default(0),
    /** Positions of a chunk, instead of a window: a token sees its own chunk up to itself (Llama 4). */
    chunkSize: size.optional(),
  }),
)
  .refine(
    ({ slidingWindow, chunkSize }) => slidingWindow !== undefined || chunkSize !== undefined,
    {
      path: ['slidingWindow'],
      error: 'slidingWindow or chunkSize is needed.',
    },
  )
  .refine(
    ({ slidingWindow, chunkSize }) => slidingWindow === undefined || chunkSize === undefined,
    {
      path: ['chunkSize'],
      error: 'chunkSize replaces slidingWindow: give one of them.',
    },
  )
  .refine(({ numSinks, chunkSize }) => numSinks === 0 || chunkSize === undefined, {
    path: ['numSinks'],
    error: 'chunks retain no sink tokens.',
  })
  .refine(({ numSinks, isCausal: looksBack }) => numSinks === 0 || looksBack, {
    path: ['numSinks'],
    error: 'bidirectional attention keeps no cache, and so no sink tokens.',
  });

/**
 * Grouped-query attention that sees a window of W positions and K retained sink tokens, or its own chunk.
 *
 * As {@link GroupedQueryAttentionLayer}, with at most W + K visible and cached positions. A cache of chunks is a
 * ring of one chunk: densely counted every token sees min(length, chunkSize) positions, exactly p mod chunkSize + 1
 * at position p. Where it is not causal, the window lies on both sides.
 *
 * @example
 * import { SlidingWindowAttentionLayer } from '@mantile/layers';
 * const layer = new SlidingWindowAttentionLayer({ hiddenSize: 2880, numHeads: 64, numKvHeads: 8, headDim: 64, slidingWindow: 128 });
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 4095 }) // => 262144
 * @category Attention
 */
export class SlidingWindowAttentionLayer extends HeadAttentionLayer<
  typeof slidingWindowAttentionSpec
> {
  static readonly kind = 'SlidingWindowAttentionLayer';
  static readonly specSchema = slidingWindowAttentionSpec;
  static readonly examples: readonly z.input<typeof slidingWindowAttentionSpec>[] = [
    { hiddenSize: 48, numHeads: 12, numKvHeads: 4, slidingWindow: 8 },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 4, slidingWindow: 6, numSinks: 2, hasBias: true },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 4, chunkSize: 8, qkNorm: 'weightless' },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 12, slidingWindow: 5, isCausal: false },
  ];

  protected override visible(): Visibility {
    const { slidingWindow, numSinks, chunkSize, isCausal: looksBack } = this.spec;
    if (!looksBack) return bidirectional({ window: slidingWindow, chunk: chunkSize });
    return chunkSize === undefined ? causal(slidingWindow, numSinks) : chunked(chunkSize);
  }
}
