import type { LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { attentionKeys, numKvHeads } from './attentionKeys.ts';
import { withAttentionRules } from './attentionRules.ts';
import type { AttentionShape } from './attentionShape.ts';
import { HeadAttentionLayer } from './headAttention.ts';
import type { Projections } from './projections.ts';
import { crossing, type Visibility } from './visibility.ts';

/**
 * The spec of a {@link CrossAttentionLayer}.
 *
 * @example
 * import { crossAttentionSpec } from '@mantile/layers';
 * const spec = crossAttentionSpec.parse({ hiddenSize: 1280, numHeads: 20, numKvHeads: 20, encoderLength: 1500 });
 * spec.encoderLength // => 1500
 * @category Specs
 */
export const crossAttentionSpec = withAttentionRules(
  z.strictObject({
    ...attentionKeys,
    /** Key and value heads, each shared by a group of query heads. */
    numKvHeads,
    /** Positions that the encoder gives for a sequence, such as frames of sound or patches of an image. */
    encoderLength: size,
    /** Width of what the encoder gives; hiddenSize when absent. */
    encoderHiddenSize: size.optional(),
  }),
).refine(({ sharedKv }) => sharedKv === undefined, {
  path: ['sharedKv'],
  error: 'keys and values come from an encoder here.',
});

/**
 * Attention of a decoder over what an encoder gave: N positions, whatever the length of the sequence.
 *
 * Keys and values are projected when a prompt begins (4·N·dₑ·g·e FLOPs per sequence, with an encoder of width dₑ)
 * and cached at that length; later steps read all of them and write nothing. Every token scores N pairs.
 *
 * @example
 * import { CrossAttentionLayer } from '@mantile/layers';
 * const layer = new CrossAttentionLayer({ hiddenSize: 1280, numHeads: 20, numKvHeads: 20, encoderLength: 1500 });
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 10 }) // => 7680000
 * @category Attention
 */
export class CrossAttentionLayer extends HeadAttentionLayer<typeof crossAttentionSpec> {
  static readonly kind = 'CrossAttentionLayer';
  static readonly specSchema = crossAttentionSpec;
  static readonly examples: readonly z.input<typeof crossAttentionSpec>[] = [
    {
      hiddenSize: 48,
      numHeads: 12,
      numKvHeads: 12,
      encoderLength: 10,
      hasBias: true,
      kBias: false,
    },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 4, encoderLength: 7, encoderHiddenSize: 24 },
  ];

  private readonly encoded;
  private readonly projectEncoded;
  private readonly encodedKeyValue;

  constructor(options: LayerOptions<z.input<typeof crossAttentionSpec>>) {
    super(options);
    const { numKvHeads: kvHeads, headDim, vHeadDim } = this.widths;
    const localKvHeads = Math.max(1, kvHeads / this.parallelism.tensorParallel);
    this.encoded = this.buffer('encoded', this.sourceWidth);
    this.projectEncoded = this.withNorm('kv_proj', this.keyValueParts(), ['k']);
    this.encodedKeyValue = this.buffer('key_value', localKvHeads * (headDim + vHeadDim));
  }

  protected override visible(): Visibility {
    return crossing(this.spec.encoderLength);
  }

  protected override shape(): AttentionShape {
    return { ...super.shape(), projectsKeyValue: false };
  }

  protected override declareInwards(): Projections {
    return this.withNorm('q_proj', this.queryParts(), ['q']);
  }

  protected override get sourceWidth(): number {
    return this.spec.encoderHiddenSize ?? this.spec.hiddenSize;
  }

  protected override prepare(step: StepFrame, sequences: number, work: Work): void {
    const written = this.visibility.written(step, this.parallelism.contextParallel);
    if (written === 0) return;
    const rows = sequences * written;
    work.hold(this.encoded, rows);
    this.project(this.projectEncoded, sequences, rows, work);
    work.hold(this.encodedKeyValue, rows);
  }
}
