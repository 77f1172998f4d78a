import { Layer, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link NormLayer}.
 *
 * @example
 * import { normSpec } from '@mantile/layers';
 * normSpec.parse({ hiddenSize: 4096 }).normType // => 'rms'
 * @category Specs
 */
export const normSpec = z.strictObject({
  /** Width of the normalised vectors. */
  hiddenSize: size,
  /** Root mean square, mean and variance, or nothing: the learned scale alone, of a block's result (layer scale). */
  normType: z.enum(['rms', 'layer', 'none']).default('rms'),
  /** Whether there is a learned scale. */
  hasWeight: z.boolean().default(true),
  /** Whether there is a learned shift; as a rule, layer norms have one. */
  hasBias: z.boolean().optional(),
  /** Whether a learned scalar scales the output of the transformer layer that ends here. */
  hasLayerScalar: z.boolean().default(false),
});

/**
 * Normalisation of every token's vector: RMSNorm or LayerNorm, with learned scale and shift or without.
 *
 * 5 FLOPs per element, a scale alone 1; weights are replicated on every package of the group.
 *
 * @example
 * import { NormLayer } from '@mantile/layers';
 * const norm = new NormLayer({ hiddenSize: 4096 });
 * norm.parameterCount.total // => 4096
 * norm.computeFlops({ phase: 'prefill', batchSize: 1, seqLen: 100 }) // => 2048000
 * @category Norm
 */
export class NormLayer extends Layer<typeof normSpec> {
  static readonly kind: string = 'NormLayer';
  // Typed by what registries need, so that a refinement of this kind may have a narrower spec.
  static readonly specSchema: z.ZodType<NormSpec> = normSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly object[] = [
    { hiddenSize: 48 },
    { hiddenSize: 48, normType: 'layer' },
    { hiddenSize: 48, normType: 'layer', hasWeight: false },
    { hiddenSize: 48, hasLayerScalar: true },
    { hiddenSize: 48, normType: 'none' },
  ];

  private readonly normalise;

  constructor(options: LayerOptions<z.input<typeof normSpec>>) {
    super(options);
    const { hiddenSize, normType, hasWeight, hasBias = normType === 'layer' } = this.spec;
    const names = hasWeight ? (hasBias ? ['weight', 'bias'] : ['weight']) : [];
    const weights = names.map((name) => this.weight({ name, shape: [hiddenSize] }));
    if (this.spec.hasLayerScalar) weights.push(this.weight({ name: 'layer_scalar', shape: [1] }));
    this.normalise = this.stretch(
      this.buffer('input', hiddenSize),
      this.elementwise('normalise', hiddenSize, {
        flopsPerElement: normType === 'none' ? 1 : 5,
        weights,
      }),
    );
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.stretch(this.normalise, rows);
  }
}

/**
 * The checked spec of a {@link NormLayer}.
 *
 * @example
 * import { normSpec, type NormSpec } from '@mantile/layers';
 * const spec: NormSpec = normSpec.parse({ hiddenSize: 64, normType: 'layer' });
 * spec.hasWeight // => true
 * @category Specs
 */
export interface NormSpec extends z.output<typeof normSpec> {}
