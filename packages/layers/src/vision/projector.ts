import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { MergingLayer } from './merging.ts';

/**
 * The spec of a {@link ProjectorLayer}.
 *
 * @example
 * import { projectorSpec } from '@mantile/layers';
 * projectorSpec.parse({ dIn: 1024, dOut: 4096 }).numProjections // => 1
 * @category Specs
 */
export const projectorSpec = z
  .strictObject({
    /** Width of the vision or audio model. */
    dIn: size,
    /** Width of the language model. */
    dOut: size,
    /** One projection, or an MLP of two. */
    numProjections: z.literal([1, 2]).default(1),
    /** Inner width of two projections; dOut when absent. */
    intermediateSize: size.optional(),
    /** Edge of the square of tokens that are put side by side (pixel shuffle); 1 for none. */
    pixelShuffle: size.default(1),
    /** Edge of the square of tokens that are averaged into one before (pooling); 1 for none. */
    pooling: size.default(1),
    /** A norm in front: none, mean and variance with scale and shift, or root mean square with a scale. */
    normType: z.enum(['none', 'layer', 'rms']).default('none'),
    /** Whether every projection has a bias. */
    hasBias: z.boolean().default(true),
  })
  .refine(
    ({ numProjections, intermediateSize }) =>
      numProjections === 2 || intermediateSize === undefined,
    { path: ['intermediateSize'], error: 'intermediateSize needs numProjections of 2.' },
  );

/**
 * A projector from an encoder's width to a language model's: one projection or an MLP of two, of single tokens or of
 * squares of them put side by side. Steps count tokens before that.
 *
 * With pooling by p, p² tokens are averaged into one first, at one FLOP per element. With r² tokens to one: r²·dIn·dOut weights, or r²·dIn·I + I·dOut of two projections. Tensor parallelism cuts the
 * inner width, and repeats a single projection. A norm runs over the tokens as they are projected.
 *
 * @example
 * import { ProjectorLayer } from '@mantile/layers';
 * const layer = new ProjectorLayer({ dIn: 1024, dOut: 4096, numProjections: 2 });
 * layer.parameterCount.total // => 20979712
 * @category Vision and audio
 */
export class ProjectorLayer extends MergingLayer<typeof projectorSpec> {
  static readonly kind = 'ProjectorLayer';
  static readonly specSchema = projectorSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof projectorSpec>[] = [
    { dIn: 48, dOut: 96 },
    { dIn: 12, dOut: 96, numProjections: 2, pixelShuffle: 2, normType: 'layer' },
    { dIn: 48, dOut: 96, numProjections: 2, intermediateSize: 24, normType: 'rms', hasBias: false },
    { dIn: 48, dOut: 96, pooling: 2, normType: 'rms', hasBias: false },
  ];

  private readonly project;

  constructor(options: LayerOptions<z.input<typeof projectorSpec>>) {
    super(options);
    const { dIn, dOut, pixelShuffle, pooling, normType, hasBias } = this.spec;
    this.project = this.merging({
      inputSize: dIn,
      merged: pixelShuffle ** 2,
      pooled: pooling ** 2,
      innerSize: this.innerSize,
      outputSize: dOut,
      hasBias,
      norm: { none: [], layer: ['weight', 'bias'] as const, rms: ['weight'] as const }[normType],
      normsMerged: true,
    });
  }

  private get innerSize(): number | undefined {
    const { dOut, numProjections, intermediateSize } = this.spec;
    return numProjections === 2 ? (intermediateSize ?? dOut) : undefined;
  }

  protected override check(faults: FaultList): void {
    const { innerSize } = this;
    if (innerSize === undefined) return;
    this.requireDivides(faults, 'tensorParallel', 'intermediateSize', innerSize);
  }

  forward(step: StepFrame, work: Work): void {
    this.sendMerging(this.project, step, work);
  }
}
