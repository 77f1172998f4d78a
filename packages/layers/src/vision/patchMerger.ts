import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { MergingLayer } from './merging.ts';

/**
 * The spec of a {@link PatchMergerLayer}.
 *
 * @example
 * import { patchMergerSpec } from '@mantile/layers';
 * patchMergerSpec.parse({ hiddenSize: 1152, outHiddenSize: 5120 }).spatialMergeSize // => 2
 * @category Specs
 */
export const patchMergerSpec = z.strictObject({
  /** Width of the vision model. */
  hiddenSize: size,
  /** Width of the language model. */
  outHiddenSize: size,
  /** Edge of the square of patches that become one token. */
  spatialMergeSize: size.default(2),
  /** Inner width; that of the merged patches when absent. */
  intermediateSize: size.optional(),
  /** Mean and variance with scale and shift, or root mean square with a scale. */
  normType: z.enum(['layer', 'rms']).default('layer'),
  /** Whether the norm runs over merged patches, as behind inner layers (deepstack), not over each patch. */
  normsMergedPatches: z.boolean().default(false),
  /** Whether both projections have a bias. */
  hasBias: z.boolean().default(true),
});

/**
 * The way from a vision model to a language model: squares of patches are normed, put side by side and pass an MLP
 * to the language model's width. Steps count patches before merging.
 *
 * With width d and s² patches to a token: (s²·d)² + s²·d·out weights and their biases, 2·d of the norm (2·s²·d over
 * merged patches). Tensor parallelism cuts the inner width.
 *
 * @example
 * import { PatchMergerLayer } from '@mantile/layers';
 * new PatchMergerLayer({ hiddenSize: 1152, outHiddenSize: 5120 }).parameterCount.total // => 44838656
 * @category Vision and audio
 */
export class PatchMergerLayer extends MergingLayer<typeof patchMergerSpec> {
  static readonly kind = 'PatchMergerLayer';
  static readonly specSchema = patchMergerSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof patchMergerSpec>[] = [
    { hiddenSize: 12, outHiddenSize: 24 },
    {
      hiddenSize: 12,
      outHiddenSize: 24,
      normsMergedPatches: true,
      normType: 'rms',
      hasBias: false,
    },
  ];

  private readonly merge;

  constructor(options: LayerOptions<z.input<typeof patchMergerSpec>>) {
    super(options);
    const { hiddenSize, outHiddenSize, spatialMergeSize, normType } = this.spec;
    this.merge = this.merging({
      inputSize: hiddenSize,
      merged: spatialMergeSize ** 2,
      innerSize: this.innerSize,
      outputSize: outHiddenSize,
      hasBias: this.spec.hasBias,
      norm: normType === 'layer' ? ['weight', 'bias'] : ['weight'],
      normsMerged: this.spec.normsMergedPatches,
    });
  }

  private get innerSize(): number {
    const { hiddenSize, spatialMergeSize, intermediateSize } = this.spec;
    return intermediateSize ?? spatialMergeSize ** 2 * hiddenSize;
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'intermediateSize', this.innerSize);
  }

  forward(step: StepFrame, work: Work): void {
    this.sendMerging(this.merge, step, work);
  }
}
