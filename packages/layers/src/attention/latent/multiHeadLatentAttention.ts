import type { LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { LatentAttentionLayer } from './latentAttention.ts';
import { latentKeys } from './latentKeys.ts';

/**
 * The spec of a {@link MultiHeadLatentAttentionLayer}.
 *
 * @example
 * import { multiHeadLatentAttentionSpec } from '@mantile/layers';
 * const spec = multiHeadLatentAttentionSpec.parse({ hiddenSize: 2048, numHeads: 16, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128 });
 * spec.qLoraRank // => undefined
 * @category Specs
 */
export const multiHeadLatentAttentionSpec = z.strictObject(latentKeys);

/**
 * Multi-head latent attention (MLA) of DeepSeek-V2 and V3, Kimi K2 and K3: keys and values of all heads are
 * expanded from one cached latent of `kvLoraRank + qkRopeHeadDim` elements per position.
 *
 * Prompts expand the latents, a cached prefix's as well: 2·numHeads·(qkNopeHeadDim + qkRopeHeadDim + vHeadDim) FLOPs
 * per query and visible key. Decoding absorbs the expansion into queries and results and attends to the latents:
 * 2·numHeads·(2·kvLoraRank + qkRopeHeadDim). Tensor parallelism cuts the heads, and every package keeps the latents;
 * context parallelism cuts the positions.
 *
 * @example
 * import { MultiHeadLatentAttentionLayer } from '@mantile/layers';
 * // DeepSeek-V3
 * const layer = new MultiHeadLatentAttentionLayer({
 *   hiddenSize: 7168, numHeads: 128, qLoraRank: 1536, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128,
 * });
 * layer.parameterCount.total // => 187107328
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 999 }) // => 1152000
 * @category Attention
 */
export class MultiHeadLatentAttentionLayer extends LatentAttentionLayer<
  typeof multiHeadLatentAttentionSpec
> {
  static readonly kind = 'MultiHeadLatentAttentionLayer';
  static readonly specSchema = multiHeadLatentAttentionSpec;
  static readonly examples = [
    {
      hiddenSize: 48,
      numHeads: 12,
      qLoraRank: 24,
      kvLoraRank: 32,
      qkNopeHeadDim: 8,
      qkRopeHeadDim: 4,
      vHeadDim: 8,
    },
    {
      hiddenSize: 48,
      numHeads: 12,
      kvLoraRank: 32,
      qkNopeHeadDim: 8,
      qkRopeHeadDim: 4,
      vHeadDim: 16,
      hasBias: true,
    },
    {
      hiddenSize: 48,
      numHeads: 12,
      qLoraRank: 24,
      kvLoraRank: 32,
      qkNopeHeadDim: 8,
      qkRopeHeadDim: 0,
      vHeadDim: 8,
      outputGate: 'elementwise',
    },
  ];

  // Gives the options their type.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(options: LayerOptions<z.input<typeof multiHeadLatentAttentionSpec>>) {
    super(options);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    this.projectInwards(work, rows);
    if (step.phase === 'prefill') this.attendExpanded(step, work);
    else this.attendAbsorbed(step, work);
    this.projectOutwards(work, rows);
  }
}
