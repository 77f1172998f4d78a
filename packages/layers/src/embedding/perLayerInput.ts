import { Layer, type FaultList, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link PerLayerInputLayer}.
 *
 * @example
 * import { perLayerInputSpec } from '@mantile/layers';
 * perLayerInputSpec.parse({ hiddenSize: 2560, perLayerSize: 256 }).perLayerSize // => 256
 * @category Specs
 */
export const perLayerInputSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Width of what the layer is given. */
  perLayerSize: size,
});

/**
 * The place in a transformer layer where its own embedding of the token joins: the hidden state is projected
 * down to gate it, the product is projected up, normed and added.
 *
 * Weights d·p + p·d + d; 2·2·d·p FLOPs per token, and 5·d for the norm. Tensor parallelism cuts p and ends in an
 * all-reduce of d. The embeddings come from a {@link PerLayerEmbeddingLayer}.
 *
 * @example
 * import { PerLayerInputLayer } from '@mantile/layers';
 * new PerLayerInputLayer({ hiddenSize: 2560, perLayerSize: 256 }).parameterCount.total // => 1313280
 * @category Embedding
 */
export class PerLayerInputLayer extends Layer<typeof perLayerInputSpec> {
  static readonly kind = 'PerLayerInputLayer';
  static readonly specSchema = perLayerInputSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [{ hiddenSize: 48, perLayerSize: 24 }];

  private readonly input;
  private readonly gate;
  private readonly gated;
  private readonly multiply;
  private readonly project;
  private readonly reduce;
  private readonly normalise;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof perLayerInputSpec>>) {
    super(options);
    const { hiddenSize, perLayerSize } = this.spec;
    const localSize = perLayerSize / this.parallelism.tensorParallel;
    this.input = this.buffer('input', hiddenSize);
    this.gate = this.product(
      'per_layer_input_gate',
      this.linear({
        name: 'per_layer_input_gate',
        inputs: hiddenSize,
        outputs: perLayerSize,
        split: 'outputs',
      }),
    );
    // Gated in place; the embedding itself is alive beside it.
    this.gated = this.buffer('gated_embedding', 2 * localSize);
    this.multiply = this.elementwise('gate_embedding', localSize, { isFusible: true });
    this.project = this.product(
      'per_layer_projection',
      this.linear({
        name: 'per_layer_projection',
        inputs: perLayerSize,
        outputs: hiddenSize,
        split: 'inputs',
      }),
    );
    this.reduce = this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize);
    this.normalise = this.elementwise('normalise', hiddenSize, {
      flopsPerElement: 5,
      weights: [this.weight({ name: 'post_per_layer_input_norm.weight', shape: [hiddenSize] })],
    });
    this.output = this.buffer('output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'perLayerSize', this.spec.perLayerSize);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.hold(this.input, rows);
    work.matmul(this.gate, rows);
    work.hold(this.gated, rows);
    work.pass(this.multiply, rows);
    work.matmul(this.project, rows);
    work.collective(this.reduce, rows);
    work.pass(this.normalise, rows);
    work.hold(this.output, rows);
  }
}
