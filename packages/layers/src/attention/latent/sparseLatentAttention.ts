import type { LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../../internal/schema.ts';
import { selected } from '../sparse/selection.ts';
import { IndexedLatentAttentionLayer } from './indexedLatentAttention.ts';
import { latentKeys } from './latentKeys.ts';

/**
 * The spec of a {@link SparseLatentAttentionLayer}: latent attention's, and the indexer's.
 *
 * @example
 * import { sparseLatentAttentionSpec } from '@mantile/layers';
 * const spec = sparseLatentAttentionSpec.parse({
 *   hiddenSize: 7168, numHeads: 128, qLoraRank: 1536, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128,
 *   indexNumHeads: 64, indexHeadDim: 128, indexTopk: 2048,
 * });
 * spec.sharesIndexer // => false
 * @category Specs
 */
export const sparseLatentAttentionSpec = z.strictObject({
  ...latentKeys,
  /** Width that queries pass through on their way; the indexer's queries come from there as well. */
  qLoraRank: size,
  /** Heads of the indexer. */
  indexNumHeads: size,
  /** Width of the indexer's queries and of its one key per position. */
  indexHeadDim: size,
  /** Positions that each token picks, and attends to. */
  indexTopk: size,
  /** Whether an earlier layer's choice is used: then the layer has no indexer of its own, nor index keys (GLM-5.2). */
  sharesIndexer: z.boolean().default(false),
});

/**
 * Latent attention over the positions that a lightning indexer picks: DeepSeek sparse attention (DSA) of
 * DeepSeek-V3.2 and GLM-5.
 *
 * The indexer scores all visible positions, 2·indexNumHeads·indexHeadDim FLOPs per pair in FP8, and caches an FP8 key
 * of indexHeadDim elements with a 4-byte scale per 128. Attention then runs over the best indexTopk latents, absorbed
 * in prompts as well: 2·numHeads·(2·kvLoraRank + qkRopeHeadDim) per pair. Up to indexTopk positions nothing is to be
 * picked, and the layer works as a {@link MultiHeadLatentAttentionLayer} that stores index keys besides.
 *
 * @example
 * import { SparseLatentAttentionLayer } from '@mantile/layers';
 * // DeepSeek-V3.2
 * const layer = new SparseLatentAttentionLayer({
 *   hiddenSize: 7168, numHeads: 128, qLoraRank: 1536, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128,
 *   indexNumHeads: 64, indexHeadDim: 128, indexTopk: 2048,
 * });
 * layer.parameterCount.total // => 201066752
 * // 576 elements in BF16, and an index key of 132 bytes
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 999 }) // => 1284000
 * @category Attention
 */
export class SparseLatentAttentionLayer extends IndexedLatentAttentionLayer<
  typeof sparseLatentAttentionSpec
> {
  static readonly kind = 'SparseLatentAttentionLayer';
  static readonly specSchema = sparseLatentAttentionSpec;
  static readonly examples = [
    {
      hiddenSize: 48,
      numHeads: 12,
      qLoraRank: 24,
      kvLoraRank: 32,
      qkNopeHeadDim: 8,
      qkRopeHeadDim: 4,
      vHeadDim: 8,
      indexNumHeads: 6,
      indexHeadDim: 16,
      indexTopk: 8,
    },
    {
      hiddenSize: 48,
      numHeads: 12,
      qLoraRank: 24,
      kvLoraRank: 32,
      qkNopeHeadDim: 8,
      qkRopeHeadDim: 4,
      vHeadDim: 8,
      indexNumHeads: 6,
      indexHeadDim: 16,
      indexTopk: 8,
      sharesIndexer: true,
    },
  ];

  private readonly visible;

  constructor(options: LayerOptions<z.input<typeof sparseLatentAttentionSpec>>) {
    super(options);
    this.visible = selected(this.spec.indexTopk);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    const isSelective = step.length > this.spec.indexTopk;
    this.projectInwards(work, rows);
    this.index(step, work, isSelective);
    if (step.phase === 'prefill' && !isSelective) this.attendExpanded(step, work);
    else this.attendAbsorbed(step, work, this.visible);
    this.projectOutwards(work, rows);
  }
}
