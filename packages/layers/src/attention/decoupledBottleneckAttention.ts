import type { LinearPart } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { AttentionCoreLayer } from './attentionCore.ts';
import { attentionKeys, isCausal } from './attentionKeys.ts';
import type { AttentionShape } from './attentionShape.ts';
import type { Projections } from './projections.ts';
import { bidirectional, causal } from './visibility.ts';

const { hiddenSize, numHeads, hasBias, ropeEnabled, ropeBase, dropoutP } = attentionKeys;

/**
 * The spec of a {@link DecoupledBottleneckAttentionLayer}.
 *
 * @example
 * import { decoupledBottleneckAttentionSpec } from '@mantile/layers';
 * const spec = decoupledBottleneckAttentionSpec.parse({ hiddenSize: 2048, numHeads: 32 });
 * [spec.semDim, spec.geoDim] // => [128, 256]
 * @category Specs
 */
export const decoupledBottleneckAttentionSpec = z
  .strictObject({
    hiddenSize,
    numHeads,
    /** Width of the semantic path (content, not rotated), over all heads. */
    semDim: size.default(128),
    /** Width of the geometric path (position, rotated), over all heads. */
    geoDim: size.default(256),
    /** Width of the values, over all heads; hiddenSize when absent. */
    attnDim: size.optional(),
    /** Whether each head has a learned scalar that weighs its two paths against each other. */
    decoupledGate: z.boolean().default(false),
    /** Taken and without effect: every head has keys of its own, narrow as they are. */
    numKvHeads: size.optional(),
    hasBias,
    isCausal,
    ropeEnabled,
    ropeBase,
    dropoutP,
    /** The layer reference's name of this kind of attention. */
    mode: z.literal('decoupled').default('decoupled'),
  })
  .superRefine((spec, context) => {
    const widths = { semDim: spec.semDim, geoDim: spec.geoDim, attnDim: valuesOf(spec) };
    for (const [key, width] of Object.entries(widths)) {
      if (width % spec.numHeads === 0) continue;
      context.addIssue({ code: 'custom', path: [key], message: 'numHeads must divide the width.' });
    }
  });

function valuesOf(spec: {
  readonly attnDim?: number | undefined;
  readonly hiddenSize: number;
}): number {
  return spec.attnDim ?? spec.hiddenSize;
}

/**
 * Decoupled bottleneck attention (DBA): scores are the sum of a narrow semantic and a narrow geometric path.
 *
 * With width d, paths of s and g, values of v and P pairs: 2·m·(d·(2·s + 2·g + v) + v·d) + 2·(s + g + v)·P FLOPs,
 * d·(2·s + 2·g + v) + v·d weights, and s + g + v cached elements per position. The gate is one scalar a head.
 *
 * @example
 * import { DecoupledBottleneckAttentionLayer } from '@mantile/layers';
 * const layer = new DecoupledBottleneckAttentionLayer({ hiddenSize: 2048, numHeads: 32, semDim: 128, geoDim: 256 });
 * layer.parameterCount.total // => 9961472
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 0 }) // => 4864
 * @category Attention
 */
export class DecoupledBottleneckAttentionLayer extends AttentionCoreLayer<
  typeof decoupledBottleneckAttentionSpec
> {
  static readonly kind = 'DecoupledBottleneckAttentionLayer';
  static readonly specSchema = decoupledBottleneckAttentionSpec;
  static readonly examples: readonly z.input<typeof decoupledBottleneckAttentionSpec>[] = [
    { hiddenSize: 48, numHeads: 12, semDim: 12, geoDim: 24 },
    {
      hiddenSize: 48,
      numHeads: 12,
      semDim: 24,
      geoDim: 24,
      attnDim: 36,
      decoupledGate: true,
      hasBias: true,
    },
  ];

  protected override shape(): AttentionShape {
    const { spec } = this;
    const semantic = spec.semDim / spec.numHeads;
    const geometric = spec.geoDim / spec.numHeads;
    const value = valuesOf(spec) / spec.numHeads;
    return {
      hiddenSize: spec.hiddenSize,
      numHeads: spec.numHeads,
      numKvHeads: spec.numHeads,
      keyWidth: semantic + geometric,
      valueWidth: value,
      gateWidth: 0,
      headScalars: spec.decoupledGate ? ['decoupled_gate'] : [],
      cached: [
        ['semantic_key', semantic],
        ['geometric_key', geometric],
        ['value', value],
      ],
      visibility: spec.isCausal ? causal() : bidirectional(),
      projectsKeyValue: true,
      sharesCache: false,
      outputBias: spec.hasBias,
      adaptsOutput: false,
    };
  }

  protected override declareInwards(): Projections {
    const { spec } = this;
    const part = (name: string, outputs: number): LinearPart => ({
      name,
      inputs: spec.hiddenSize,
      outputs,
      split: 'outputs',
      units: spec.numHeads,
      hasBias: spec.hasBias,
    });
    return this.projections(
      'qkv_proj',
      [
        part('q_sem', spec.semDim),
        part('k_sem', spec.semDim),
        part('q_geo', spec.geoDim),
        part('k_geo', spec.geoDim),
        part('v_proj', valuesOf(spec)),
      ],
      undefined,
      [],
    );
  }
}
