import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { linearKeys, sendStandAlone, StandAloneLayer } from '../utility/standAlone.ts';
import { activeAdapters, isLegalLora, loraFault, loraKeys, loraTensors } from './lora.ts';

/**
 * The spec of a {@link LoRALinearLayer}.
 *
 * @example
 * import { loraLinearSpec } from '@mantile/layers';
 * loraLinearSpec.parse({ dIn: 512, dOut: 512, rank: 8 }).isMerged // => false
 * @category Specs
 */
export const loraLinearSpec = z
  .strictObject({
    ...linearKeys,
    ...loraKeys,
    /** Whether the adapted projection has a bias. */
    hasBias: z.boolean().default(false),
  })
  .refine(isLegalLora, loraFault);

/**
 * A projection with low-rank adapters beside it: y = x·W + (alpha/rank)·x·A·B.
 *
 * With m rows: 2·m·dIn·dOut FLOPs, and 2·m·rank·(dIn + dOut) for the adapter, whichever each row uses; of
 * n adapters a batch of B sequences reads n·(1 − (1 − 1/n)^B). Merged, the adapter is part of W and free.
 * Tensor parallelism cuts A or B along with the projection, without an exchange of its own.
 *
 * @example
 * import { LoRALinearLayer } from '@mantile/layers';
 * const linear = new LoRALinearLayer({ dIn: 512, dOut: 512, rank: 8, alpha: 16 });
 * linear.parameterCount.total // => 270336
 * linear.computeFlops({ phase: 'decode', batchSize: 1, contextLen: 100 }) // => 540672
 * @category Adapters
 */
export class LoRALinearLayer extends StandAloneLayer<typeof loraLinearSpec> {
  static readonly kind = 'LoRALinearLayer';
  static readonly specSchema = loraLinearSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [
    { dIn: 48, dOut: 96, rank: 8 },
    { dIn: 96, dOut: 48, rank: 4, split: 'inputs', numAdapters: 3, hasBias: true },
    { dIn: 48, dOut: 48, rank: 4, isMerged: true },
  ];

  private readonly project;
  private readonly lowRank;
  private readonly adapt;

  constructor(options: LayerOptions<z.input<typeof loraLinearSpec>>) {
    super(options);
    const { rank, isMerged } = this.spec;
    this.project = this.standAlone('linear', this.spec);
    this.lowRank = this.buffer('low_rank', rank);
    if (!isMerged) {
      const [a, b] = loraTensors(this.spec, this.project.part);
      const adapters = this.expertsProduct('lora', [this.weight(a), this.weight(b)]);
      // One launch shrinks to the rank, one expands again.
      this.adapt = { ...adapters, kernels: 2 };
    }
  }

  protected override check(faults: FaultList): void {
    this.requireSplitDivides(faults, this.spec);
  }

  forward(step: StepFrame, work: Work): void {
    const { attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const rows = this.rows(step);
    if (this.adapt !== undefined) {
      work.experts(this.adapt, rows, rows, activeAdapters(this.spec, sequences));
      work.hold(this.lowRank, rows);
    }
    sendStandAlone(this.project, work, rows);
  }
}
