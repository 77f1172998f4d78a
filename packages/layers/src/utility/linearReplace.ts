import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { linearKeys, sendStandAlone, StandAloneLayer } from './standAlone.ts';

/**
 * The spec of a {@link LinearReplaceLayer}.
 *
 * @example
 * import { linearReplaceSpec } from '@mantile/layers';
 * linearReplaceSpec.parse({ hiddenSize: 8192 }).hasBias // => false
 * @category Specs
 */
export const linearReplaceSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Whether there is a bias. */
  hasBias: z.boolean().default(false),
  /** What tensor parallelism cuts. */
  split: linearKeys.split,
});

/**
 * One square projection in place of a whole attention or feed-forward block, as architecture searches leave it:
 * hiddenSize² weights, 2·hiddenSize² FLOPs per token.
 *
 * @example
 * import { LinearReplaceLayer } from '@mantile/layers';
 * new LinearReplaceLayer({ hiddenSize: 8192 }).parameterCount.total // => 67108864
 * @category Feed-forward
 */
export class LinearReplaceLayer extends StandAloneLayer<typeof linearReplaceSpec> {
  static readonly kind = 'LinearReplaceLayer';
  static readonly specSchema = linearReplaceSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof linearReplaceSpec>[] = [
    { hiddenSize: 48 },
    { hiddenSize: 48, hasBias: true, split: 'inputs' },
  ];

  private readonly project;

  constructor(options: LayerOptions<z.input<typeof linearReplaceSpec>>) {
    super(options);
    const { hiddenSize, hasBias, split } = this.spec;
    this.project = this.standAlone('linear', { dIn: hiddenSize, dOut: hiddenSize, hasBias, split });
  }

  protected override check(faults: FaultList): void {
    const { hiddenSize, split } = this.spec;
    if (split !== 'none') this.requireDivides(faults, 'tensorParallel', 'hiddenSize', hiddenSize);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    sendStandAlone(this.project, work, rows);
  }
}
