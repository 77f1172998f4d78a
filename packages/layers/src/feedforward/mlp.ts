import { Layer, type FaultList, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of an {@link MLPLayer}.
 *
 * @example
 * import { mlpSpec } from '@mantile/layers';
 * mlpSpec.parse({ hiddenSize: 1024, intermediateSize: 4096 }).numProjections // => 2
 * @category Specs
 */
export const mlpSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Inner width. */
  intermediateSize: size,
  /** 2 (up, down) or 3 (gate, up, down). */
  numProjections: z.literal([2, 3]).default(2),
  /** Whether every projection has a bias. */
  hasBias: z.boolean().default(false),
  /** Whether the projections clip their inputs and outputs to stored bounds (the encoders of Gemma 4). */
  clipsProjections: z.boolean().default(false),
});

/**
 * A dense feed-forward network of two projections, or of three when gated.
 *
 * With m rows, width d, inner width I and P projections: 2·m·P·d·I FLOPs, P·d·I weights.
 * Tensor parallelism cuts I and ends in an all-reduce of m·d; sequence and context parallelism cut the tokens.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * const mlp = new MLPLayer({ hiddenSize: 1024, intermediateSize: 4096, parallelism: { tensorParallel: 4 } });
 * mlp.computeWeightMemory() // => 4194304
 * @category Feed-forward
 */
export class MLPLayer extends Layer<typeof mlpSpec> {
  static readonly kind: string = 'MLPLayer';
  // Typed by what registries need, so that a refinement of this kind may have a narrower spec.
  static readonly specSchema: z.ZodType<MLPSpec> = mlpSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly object[] = [
    { hiddenSize: 48, intermediateSize: 96 },
    { hiddenSize: 48, intermediateSize: 96, numProjections: 3, hasBias: true },
  ];

  private readonly network;

  constructor(options: LayerOptions<z.input<typeof mlpSpec>>) {
    super(options);
    const { hiddenSize, intermediateSize, numProjections, hasBias } = this.spec;
    const { clipsProjections: isClipped } = this.spec;
    const innerSize = intermediateSize / this.parallelism.tensorParallel;
    const inwards = {
      inputs: hiddenSize,
      outputs: intermediateSize,
      split: 'outputs',
      hasBias,
      isClipped,
    } as const;
    const up = this.linear({ name: 'up_proj', ...inwards });
    this.network = this.stretch(
      this.buffer('input', hiddenSize),
      numProjections === 2
        ? this.product('up_proj', up)
        : this.product('gate_up_proj', this.linear({ name: 'gate_proj', ...inwards }), up),
      this.buffer('inner', innerSize),
      this.elementwise('activate', innerSize, { isFusible: true }),
      this.product(
        'down_proj',
        this.linear({
          name: 'down_proj',
          inputs: intermediateSize,
          outputs: hiddenSize,
          split: 'inputs',
          hasBias,
          isClipped,
        }),
      ),
      this.buffer('output', hiddenSize),
      this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize),
    );
  }

  protected override check(faults: FaultList): void {
    const { intermediateSize } = this.spec;
    this.requireDivides(faults, 'tensorParallel', 'intermediateSize', intermediateSize);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.stretch(this.network, rows);
  }
}

/**
 * The checked spec of an {@link MLPLayer}.
 *
 * @example
 * import { mlpSpec, type MLPSpec } from '@mantile/layers';
 * const spec: MLPSpec = mlpSpec.parse({ hiddenSize: 64, intermediateSize: 256 });
 * spec.hasBias // => false
 * @category Specs
 */
export interface MLPSpec extends z.output<typeof mlpSpec> {}
