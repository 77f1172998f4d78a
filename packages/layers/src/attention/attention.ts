import * as z from 'zod';
import { attentionKeys, isCausal } from './attentionKeys.ts';
import { withAttentionRules } from './attentionRules.ts';
import { HeadAttentionLayer } from './headAttention.ts';

/**
 * The spec of an {@link AttentionLayer}.
 *
 * @example
 * import { attentionSpec } from '@mantile/layers';
 * attentionSpec.parse({ hiddenSize: 512, numHeads: 8 }).isCausal // => true
 * @category Specs
 */
export const attentionSpec = withAttentionRules(
  z.strictObject({
    ...attentionKeys,
    isCausal,
    /** The layer reference's name of this kind of attention. */
    mode: z.literal('standard').default('standard'),
  }),
);

/**
 * Multi-head attention (MHA): every query head has a key and a value head of its own.
 *
 * With m rows, width d, h heads of width e and P pairs: 8·m·d·h·e + 4·h·e·P FLOPs, 4·d·h·e weights, and
 * 2·h·e cached elements per position. Not causal, as in an encoder, it scores all pairs and caches nothing.
 *
 * @example
 * import { AttentionLayer } from '@mantile/layers';
 * const layer = new AttentionLayer({ hiddenSize: 2048, numHeads: 32 });
 * layer.parameterCount.total // => 16777216
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 0 }) // => 8192
 * @category Attention
 */
export class AttentionLayer extends HeadAttentionLayer<typeof attentionSpec> {
  static readonly kind = 'AttentionLayer';
  static readonly specSchema = attentionSpec;
  static readonly examples = [
    { hiddenSize: 48, numHeads: 12 },
    { hiddenSize: 48, numHeads: 12, headDim: 8, hasBias: true, kBias: false },
    { hiddenSize: 48, numHeads: 12, isCausal: false },
  ];
}
