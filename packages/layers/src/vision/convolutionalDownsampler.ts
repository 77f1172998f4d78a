import { Layer, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link ConvolutionalDownsamplerLayer}.
 *
 * @example
 * import { convolutionalDownsamplerSpec } from '@mantile/layers';
 * convolutionalDownsamplerSpec.parse({ inChannels: 1536, outChannels: 3072 }).kernelSize // => 3
 * @category Specs
 */
export const convolutionalDownsamplerSpec = z.strictObject({
  /** Channels of a position before. */
  inChannels: size,
  /** Channels of a position after. */
  outChannels: size,
  /** Axes of the grid: 2 of an image, 1 of a sequence. */
  axes: z.literal([1, 2]).default(2),
  /** Edge of the kernel, along every axis. */
  kernelSize: size.default(3),
  /** Positions that each step of the kernel goes on, along every axis. */
  stride: size.default(2),
  /** Whether there is a bias. */
  hasBias: z.boolean().default(true),
  /** Whether a learned scale follows, of a norm over the channels. */
  hasNorm: z.boolean().default(false),
});

/**
 * A convolution that makes a grid of positions coarser by its stride along every axis, with a padding that keeps
 * the edges. Steps count positions before.
 *
 * With a kernel of k by k and stride s: k²·in·out weights, and 2·k²·in·out FLOPs for each of S/s² positions that
 * remain; along one axis k·in·out weights, and S/s positions. Weights are replicated over tensor parallelism. Activations hold every input once, not once for each
 * kernel that covers it.
 *
 * @example
 * import { ConvolutionalDownsamplerLayer } from '@mantile/layers';
 * const layer = new ConvolutionalDownsamplerLayer({ inChannels: 1536, outChannels: 3072 });
 * layer.parameterCount.total // => 42470400
 * @category Vision and audio
 */
export class ConvolutionalDownsamplerLayer extends Layer<typeof convolutionalDownsamplerSpec> {
  static readonly kind = 'ConvolutionalDownsamplerLayer';
  static readonly specSchema = convolutionalDownsamplerSpec;
  // Positions are not split: each needs its neighbours.
  static readonly supportedParallelism = ['tensorParallel', 'attentionDataParallel'] as const;
  static readonly examples: readonly z.input<typeof convolutionalDownsamplerSpec>[] = [
    { inChannels: 12, outChannels: 24 },
    { inChannels: 1, outChannels: 24, hasBias: false, hasNorm: true },
    { inChannels: 12, outChannels: 24, axes: 1, stride: 1 },
  ];

  private readonly input;
  private readonly convolve;
  private readonly normalise;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof convolutionalDownsamplerSpec>>) {
    super(options);
    const { inChannels, outChannels, axes, kernelSize, hasBias, hasNorm } = this.spec;
    this.input = this.buffer('input', this.merged * inChannels);
    this.convolve = this.product(
      'conv',
      this.linear({
        name: 'conv',
        inputs: kernelSize ** axes * inChannels,
        outputs: outChannels,
        hasBias,
      }),
    );
    if (hasNorm) {
      this.normalise = this.elementwise('normalise', outChannels, {
        flopsPerElement: 5,
        weights: [this.weight({ name: 'norm.weight', shape: [outChannels] })],
      });
    }
    this.output = this.buffer('output', outChannels);
  }

  /** Positions before that become one. */
  private get merged(): number {
    return this.spec.stride ** this.spec.axes;
  }

  forward(step: StepFrame, work: Work): void {
    // Of a grid that does not come out even, the edge gives one more.
    const remaining = Math.ceil(step.seqLen / this.merged);
    const rows = step.sequences(this.parallelism.attentionDataParallel) * remaining;
    work.hold(this.input, rows);
    work.matmul(this.convolve, rows);
    if (this.normalise !== undefined) work.pass(this.normalise, rows);
    work.hold(this.output, rows);
  }
}
