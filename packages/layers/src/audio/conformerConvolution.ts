import {
  Layer,
  standardDtypes,
  type FaultList,
  type LayerOptions,
  type StepFrame,
  type Work,
} from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link ConformerConvolutionLayer}.
 *
 * @example
 * import { conformerConvolutionSpec } from '@mantile/layers';
 * conformerConvolutionSpec.parse({ hiddenSize: 1024 }).kernelSize // => 5
 * @category Specs
 */
export const conformerConvolutionSpec = z.strictObject({
  /** Width of the encoder. */
  hiddenSize: size,
  /** Positions that the convolution spans. */
  kernelSize: size.default(5),
  /** Whether both projections have a bias. */
  hasBias: z.boolean().default(false),
  /** Whether both projections clip their inputs and outputs to stored bounds. */
  clipsProjections: z.boolean().default(false),
  /** Whether a norm stands in front, and another behind the convolution. */
  hasNorms: z.boolean().default(true),
});

/**
 * The convolution block of a conformer, as audio encoders have it: a norm, a gated projection to twice the width,
 * a convolution of each channel over its neighbours in time, a norm, and a projection back.
 *
 * With width d and kernel k: 3·d² + k·d + 2·d weights; 6·d² + 2·k·d FLOPs per frame, and 10·d for norms. Tensor
 * parallelism cuts the channels; the norm behind the convolution then adds up one single-precision sum of squares
 * per frame, and the end is an all-reduce of d. Frames are not split: each needs its neighbours.
 *
 * @example
 * import { ConformerConvolutionLayer } from '@mantile/layers';
 * new ConformerConvolutionLayer({ hiddenSize: 1024 }).parameterCount.total // => 3152896
 * @category Vision and audio
 */
export class ConformerConvolutionLayer extends Layer<typeof conformerConvolutionSpec> {
  static readonly kind = 'ConformerConvolutionLayer';
  static readonly specSchema = conformerConvolutionSpec;
  static readonly supportedParallelism = ['tensorParallel', 'attentionDataParallel'] as const;
  static readonly examples: readonly z.input<typeof conformerConvolutionSpec>[] = [
    { hiddenSize: 48 },
    { hiddenSize: 48, kernelSize: 3, hasBias: true, hasNorms: false },
  ];

  private readonly input;
  private readonly normaliseInput;
  private readonly expand;
  private readonly gated;
  private readonly convolve;
  private readonly reduceSquares;
  private readonly normaliseChannels;
  private readonly contract;
  private readonly output;
  private readonly reduce;

  constructor(options: LayerOptions<z.input<typeof conformerConvolutionSpec>>) {
    super(options);
    const { hiddenSize, kernelSize, hasBias, hasNorms } = this.spec;
    const { clipsProjections: isClipped } = this.spec;
    const localSize = hiddenSize / this.parallelism.tensorParallel;
    const cut = { shards: [{ axis: 'tensorParallel', dimension: 0, units: hiddenSize }] } as const;
    this.input = this.buffer('input', hiddenSize);
    if (hasNorms) {
      this.normaliseInput = this.elementwise('normalise_input', hiddenSize, {
        flopsPerElement: 5,
        weights: [this.weight({ name: 'pre_norm.weight', shape: [hiddenSize] })],
      });
      this.normaliseChannels = this.elementwise('normalise_channels', localSize, {
        flopsPerElement: 5,
        weights: [this.weight({ name: 'conv_norm.weight', shape: [hiddenSize], ...cut })],
      });
      this.reduceSquares = this.exchange(
        'allReduce',
        'tensorParallel',
        'reduce_squares',
        1,
        standardDtypes.fp32,
      );
    }
    this.expand = this.product(
      'linear_start',
      this.linear({
        name: 'linear_start',
        inputs: hiddenSize,
        outputs: 2 * hiddenSize,
        split: 'outputs',
        // A channel and its gate stay together.
        units: hiddenSize,
        hasBias,
        isClipped,
      }),
    );
    this.gated = this.buffer('gated', 2 * localSize);
    this.convolve = this.elementwise('depthwise_conv', localSize, {
      flopsPerElement: 2 * kernelSize,
      weights: [
        this.weight({ name: 'depthwise_conv.weight', shape: [hiddenSize, 1, kernelSize], ...cut }),
      ],
    });
    this.contract = this.product(
      'linear_end',
      this.linear({
        name: 'linear_end',
        inputs: hiddenSize,
        outputs: hiddenSize,
        split: 'inputs',
        hasBias,
        isClipped,
      }),
    );
    this.output = this.buffer('output', hiddenSize);
    this.reduce = this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'hiddenSize', this.spec.hiddenSize);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = step.sequences(this.parallelism.attentionDataParallel) * step.seqLen;
    work.hold(this.input, rows);
    if (this.normaliseInput !== undefined) work.pass(this.normaliseInput, rows);
    work.matmul(this.expand, rows);
    work.hold(this.gated, rows);
    work.pass(this.convolve, rows);
    if (this.reduceSquares !== undefined) work.collective(this.reduceSquares, rows);
    if (this.normaliseChannels !== undefined) work.pass(this.normaliseChannels, rows);
    work.matmul(this.contract, rows);
    work.hold(this.output, rows);
    work.collective(this.reduce, rows);
  }
}
