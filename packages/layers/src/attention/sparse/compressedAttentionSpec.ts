import * as z from 'zod';
import { size } from '../../internal/schema.ts';

/**
 * The spec of a {@link CompressedAttentionLayer}.
 *
 * @example
 * import { compressedAttentionSpec } from '@mantile/layers';
 * const spec = compressedAttentionSpec.parse({
 *   hiddenSize: 4096, numHeads: 64, headDim: 512, qLoraRank: 1024, oGroups: 8, oLoraRank: 1024,
 *   slidingWindow: 128, compressRatio: 128,
 * });
 * spec.compressRatio // => 128
 * @category Specs
 */
export const compressedAttentionSpec = z
  .strictObject({
    /** Width of the model. */
    hiddenSize: size,
    /** Query heads; all of them share one key, which is the value as well. */
    numHeads: size,
    /** Width of a head, and of a cached entry. */
    headDim: size,
    /** Width that queries pass through on their way. */
    qLoraRank: size,
    /** Groups of heads, each projected to a width of its own before the output is put together. */
    oGroups: size,
    /** Width that each group is projected to. */
    oLoraRank: size,
    /** Last positions that are seen uncompressed, the current token included. */
    slidingWindow: size,
    /** Positions per compressed entry: 0 for none, 4 with an indexer, 128 without. */
    compressRatio: z.literal([0, 4, 128]),
    /** Heads of the indexer; needed where compressRatio is 4, as are the next two, and without use elsewhere. */
    indexNumHeads: size.optional(),
    /** Width of the indexer's queries and keys. */
    indexHeadDim: size.optional(),
    /** Compressed entries that each token picks, and attends to. */
    indexTopk: size.optional(),
  })
  .superRefine((spec, context) => {
    const refuse = (key: keyof typeof spec, message: string): void => {
      context.addIssue({ code: 'custom', path: [key], message });
    };
    if (spec.numHeads % spec.oGroups !== 0) refuse('oGroups', 'oGroups must divide numHeads.');
    if (spec.compressRatio !== 4) return;
    for (const key of ['indexNumHeads', 'indexHeadDim', 'indexTopk'] as const) {
      if (spec[key] === undefined) refuse(key, 'needed where compressRatio is 4.');
    }
  });

/** What a checked spec says. */
export interface CompressedAttentionSpec extends z.output<typeof compressedAttentionSpec> {}
