import { Layer, standardDtypes, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link HyperConnectionLayer}.
 *
 * @example
 * import { hyperConnectionSpec } from '@mantile/layers';
 * hyperConnectionSpec.parse({ hiddenSize: 4096 }).numStreams // => 4
 * @category Specs
 */
export const hyperConnectionSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Residual streams side by side. */
  numStreams: size.default(4),
  /** Whether it stands at the end of the model, where the streams become one and none is written back. */
  isHead: z.boolean().default(false),
});

/**
 * Hyper-connections around one sub-block: m residual streams are mixed into its input, and its output is
 * written back to all of them, with weights that each token computes from its streams. A transformer layer
 * has two, one around attention and one around the feed-forward network; the model's end has a head.
 *
 * With width d: (m + 2)·m·(m·d) + (m + 2)·m + 3 single-precision weights, and per token 2·(m + 2)·m·m·d FLOPs
 * for the mixing weights and 2·(m + m²)·d for mixing. The head has m·m·d + m + 1 weights, and takes
 * 2·m·m·d and 2·m·d. All of it is replicated over tensor parallelism, and stays alive m·d wide.
 *
 * @example
 * import { HyperConnectionLayer } from '@mantile/layers';
 * new HyperConnectionLayer({ hiddenSize: 4096 }).parameterCount.total // => 393243
 * new HyperConnectionLayer({ hiddenSize: 4096, isHead: true }).parameterCount.total // => 65541
 * @category Residual
 */
export class HyperConnectionLayer extends Layer<typeof hyperConnectionSpec> {
  static readonly kind = 'HyperConnectionLayer';
  static readonly specSchema = hyperConnectionSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof hyperConnectionSpec>[] = [
    { hiddenSize: 48 },
    { hiddenSize: 48, numStreams: 2, isHead: true },
  ];

  private readonly streams;
  private readonly weigh;
  private readonly mixingWeights;
  private readonly mix;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof hyperConnectionSpec>>) {
    super(options);
    const { hiddenSize, numStreams: m, isHead } = this.spec;
    const width = m * hiddenSize;
    // How much of each stream to read; unless nothing is written back, how much to write, and how to blend them.
    const numWeights = isHead ? m : (2 + m) * m;
    const dtype = standardDtypes.fp32;
    this.streams = this.buffer('streams', width);
    this.weigh = this.product(
      'mixing_weights',
      this.linear({ name: 'mixing', inputs: width, outputs: numWeights, dtype }),
    );
    this.mixingWeights = this.buffer('mixing_weights', numWeights);
    this.mix = this.elementwise('mix_streams', width, {
      // Each element is read into the input, and blended into every stream.
      flopsPerElement: isHead ? 2 : 2 * (1 + m),
      weights: [
        this.weight({ name: 'mixing.base', shape: [numWeights], dtype }),
        this.weight({ name: 'mixing.scale', shape: [isHead ? 1 : 3], dtype }),
      ],
    });
    this.output = this.buffer('output', hiddenSize);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.hold(this.streams, rows);
    work.matmul(this.weigh, rows);
    work.hold(this.mixingWeights, rows);
    work.pass(this.mix, rows);
    work.hold(this.output, rows);
  }
}
