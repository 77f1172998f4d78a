import { Layer, type FaultList, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link PerLayerEmbeddingLayer}.
 *
 * @example
 * import { perLayerEmbeddingSpec } from '@mantile/layers';
 * const sizes = { hiddenSize: 2560, perLayerSize: 256, numLayers: 42, vocabSize: 262144 };
 * perLayerEmbeddingSpec.parse(sizes).vocabParallel // => undefined
 * @category Specs
 */
export const perLayerEmbeddingSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Width of what each layer is given. */
  perLayerSize: size,
  /** Layers that are given something. */
  numLayers: size,
  /** Rows of the table. */
  vocabSize: size,
  /** Whether tensor parallelism cuts the table; when absent, it does from 100,001 rows on. */
  vocabParallel: z.boolean().optional(),
});

/**
 * Embeddings of a token for every layer of the model: looked up in one wide table, and added to a normed
 * projection of the token's ordinary embedding. What the layers make of them is a {@link PerLayerInputLayer} each.
 *
 * With V rows, L layers and p elements for each: a table of V·L·p, a projection of d·L·p and a norm of p;
 * 2·d·L·p FLOPs per token and 5·L·p for the norm. Tensor parallelism cuts table and projection, and completes both.
 *
 * @example
 * import { PerLayerEmbeddingLayer } from '@mantile/layers';
 * const gemma = { hiddenSize: 2560, perLayerSize: 256, numLayers: 42, vocabSize: 262144 };
 * new PerLayerEmbeddingLayer(gemma).parameterCount.total // => 2846097664
 * @category Embedding
 */
export class PerLayerEmbeddingLayer extends Layer<typeof perLayerEmbeddingSpec> {
  static readonly kind = 'PerLayerEmbeddingLayer';
  static readonly specSchema = perLayerEmbeddingSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof perLayerEmbeddingSpec>[] = [
    { hiddenSize: 48, perLayerSize: 24, numLayers: 6, vocabSize: 1000 },
    { hiddenSize: 48, perLayerSize: 24, numLayers: 6, vocabSize: 1001, vocabParallel: true },
  ];

  private readonly input;
  private readonly fetch;
  private readonly reduce;
  private readonly project;
  private readonly complete;
  private readonly normalise;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof perLayerEmbeddingSpec>>) {
    super(options);
    const { hiddenSize, perLayerSize, numLayers, vocabSize } = this.spec;
    const { vocabParallel = vocabSize > 100_000 } = this.spec;
    const width = numLayers * perLayerSize;
    this.input = this.buffer('input', hiddenSize);
    const table = this.weight({
      name: 'embed_tokens_per_layer.weight',
      shape: [vocabSize, width],
      ...(vocabParallel && {
        shards: [{ axis: 'tensorParallel', dimension: 0, units: vocabSize }],
      }),
    });
    this.fetch = this.lookUp('look_up', table);
    this.reduce = vocabParallel
      ? this.exchange('allReduce', 'tensorParallel', 'reduce_embeddings', width)
      : undefined;
    const projection = { name: 'per_layer_projection', inputs: hiddenSize, outputs: width };
    this.project = this.product(
      'per_layer_projection',
      this.linear({ ...projection, split: 'outputs', units: width }),
    );
    this.complete = this.exchange('allGather', 'tensorParallel', 'gather_projection', width);
    this.normalise = this.elementwise('normalise', width, {
      flopsPerElement: 5,
      weights: [this.weight({ name: 'per_layer_projection_norm.weight', shape: [perLayerSize] })],
    });
    this.output = this.buffer('output', width);
  }

  protected override check(faults: FaultList): void {
    const width = this.spec.numLayers * this.spec.perLayerSize;
    this.requireDivides(faults, 'tensorParallel', 'numLayers * perLayerSize', width);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.hold(this.input, rows);
    work.gather(this.fetch, rows);
    if (this.reduce !== undefined) work.collective(this.reduce, rows);
    work.matmul(this.project, rows);
    work.collective(this.complete, rows);
    work.pass(this.normalise, rows);
    work.hold(this.output, rows);
  }
}
