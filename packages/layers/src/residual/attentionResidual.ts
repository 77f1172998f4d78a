import { Layer, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of an {@link AttentionResidualLayer}.
 *
 * @example
 * import { attentionResidualSpec } from '@mantile/layers';
 * attentionResidualSpec.parse({ hiddenSize: 7168, numResiduals: 3 }).numResiduals // => 3
 * @category Specs
 */
export const attentionResidualSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Residuals that are weighed here: one of every block of layers so far, the unfinished one included. */
  numResiduals: size,
});

/**
 * A residual connection that attends over depth: the input of a sub-block is the sum of the stored residuals of
 * earlier blocks of layers, weighed by a softmax of their normed products with a learned query.
 *
 * Weights 2·d, a query and a norm. With R residuals a token takes 9·R·d FLOPs: 5 for the norm, 2 for the score
 * and 2 for the sum of each element; R·d elements stay alive. A transformer layer has two, the model's end one.
 *
 * @example
 * import { AttentionResidualLayer } from '@mantile/layers';
 * const layer = new AttentionResidualLayer({ hiddenSize: 7168, numResiduals: 8 });
 * layer.parameterCount.total // => 14336
 * layer.computeFlops({ phase: 'decode', batchSize: 1, contextLen: 100 }) // => 516096
 * @category Residual
 */
export class AttentionResidualLayer extends Layer<typeof attentionResidualSpec> {
  static readonly kind = 'AttentionResidualLayer';
  static readonly specSchema = attentionResidualSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [
    { hiddenSize: 48, numResiduals: 1 },
    { hiddenSize: 48, numResiduals: 8 },
  ];

  private readonly residuals;
  private readonly weigh;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof attentionResidualSpec>>) {
    super(options);
    const { hiddenSize, numResiduals } = this.spec;
    this.residuals = this.buffer('residuals', numResiduals * hiddenSize);
    this.weigh = this.elementwise('weigh_residuals', numResiduals * hiddenSize, {
      flopsPerElement: 5 + 2 + 2,
      weights: ['query.weight', 'norm.weight'].map((name) =>
        this.weight({ name, shape: [hiddenSize] }),
      ),
    });
    this.output = this.buffer('output', hiddenSize);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.hold(this.residuals, rows);
    work.pass(this.weigh, rows);
    work.hold(this.output, rows);
  }
}
