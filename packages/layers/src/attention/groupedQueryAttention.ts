import * as z from 'zod';
import { attentionKeys, isCausal, numKvHeads } from './attentionKeys.ts';
import { withAttentionRules } from './attentionRules.ts';
import { HeadAttentionLayer } from './headAttention.ts';

/**
 * The spec of a {@link GroupedQueryAttentionLayer}.
 *
 * @example
 * import { groupedQueryAttentionSpec } from '@mantile/layers';
 * groupedQueryAttentionSpec.parse({ hiddenSize: 4096, numHeads: 32, numKvHeads: 8, headDim: 128 }).hasBias // => false
 * @category Specs
 */
export const groupedQueryAttentionSpec = withAttentionRules(
  z.strictObject({
    ...attentionKeys,
    /** Key and value heads, each shared by a group of query heads. */
    numKvHeads,
    isCausal,
    /** The layer reference's name of this kind of attention. */
    mode: z.literal('gqa').default('gqa'),
  }),
);

/**
 * Attention in which groups of query heads share a key and value head (GQA; MQA with one of them).
 *
 * With m rows, width d, h query and g KV heads of width e and P pairs: 4·m·d·e·(h + g) + 4·h·e·P FLOPs,
 * 2·d·e·(h + g) weights, and 2·g·e cached elements per position. Tensor parallelism cuts the heads, and
 * replicates KV heads beyond their number; context parallelism cuts the positions: prompts exchange keys and
 * values, decoding combines partial softmaxes.
 *
 * @example
 * import { GroupedQueryAttentionLayer } from '@mantile/layers';
 * const layer = new GroupedQueryAttentionLayer({ hiddenSize: 4096, numHeads: 32, numKvHeads: 8 });
 * layer.parameterCount.total // => 41943040
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 1023 }) // => 4194304
 * @category Attention
 */
export class GroupedQueryAttentionLayer extends HeadAttentionLayer<
  typeof groupedQueryAttentionSpec
> {
  static readonly kind = 'GroupedQueryAttentionLayer';
  static readonly specSchema = groupedQueryAttentionSpec;
  static readonly examples: readonly z.input<typeof groupedQueryAttentionSpec>[] = [
    { hiddenSize: 48, numHeads: 8, numKvHeads: 2 },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 12, headDim: 8, hasBias: true },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 4, qkNorm: 'fullWidth', outputGate: 'elementwise' },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 6, vHeadDim: 2, sinkLogits: true, qkvBias: true },
    {
      hiddenSize: 48,
      numHeads: 12,
      numKvHeads: 2,
      attentionKEqV: true,
      qkNorm: 'perHead',
      vNorm: true,
    },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 2, sharedKv: 'stored', outputGate: 'perHead' },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 4, loraRank: 4, loraNumAdapters: 3 },
  ];
}
