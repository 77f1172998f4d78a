import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { linearKeys, sendStandAlone, StandAloneLayer } from './standAlone.ts';

/**
 * The spec of a {@link LinearLayer}.
 *
 * @example
 * import { linearSpec } from '@mantile/layers';
 * linearSpec.parse({ dIn: 512, dOut: 50257 }).hasBias // => true
 * @category Specs
 */
export const linearSpec = z.strictObject(linearKeys);

/**
 * A projection from dIn to dOut elements, with a bias unless told otherwise.
 *
 * With m rows: 2·m·dIn·dOut FLOPs and m·dOut for the bias. Tensor parallelism cuts the outputs and gathers
 * them, or cuts the inputs and reduces the sums, or repeats the layer, as `split` says.
 *
 * @example
 * import { LinearLayer } from '@mantile/layers';
 * const linear = new LinearLayer({ dIn: 512, dOut: 1024, parallelism: { tensorParallel: 4 } });
 * linear.parameterCount.total // => 525312
 * linear.computeWeightMemory() // => 262656
 * @category Feed-forward
 */
export class LinearLayer extends StandAloneLayer<typeof linearSpec> {
  static readonly kind = 'LinearLayer';
  static readonly specSchema = linearSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [
    { dIn: 48, dOut: 96 },
    { dIn: 96, dOut: 48, split: 'inputs' },
    { dIn: 48, dOut: 7, hasBias: false, split: 'none' },
  ];

  private readonly project;

  constructor(options: LayerOptions<z.input<typeof linearSpec>>) {
    super(options);
    this.project = this.standAlone('linear', this.spec);
  }

  protected override check(faults: FaultList): void {
    this.requireSplitDivides(faults, this.spec);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    sendStandAlone(this.project, work, rows);
  }
}
