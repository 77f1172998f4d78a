import {
  fixedState,
  Layer,
  slidingWindow,
  standardDtypes,
  type LayerOptions,
  type MatmulOperation,
  type ScanOperation,
  type StepFrame,
  type Work,
} from '@mantile/core';
import * as z from 'zod';

const size = z.int().min(1);

const ssm = z.strictObject({
  wInOutputs: size,
  hiddenSize: size,
  convDOutputs: size,
  convDInputs: size,
  dtBiasSize: size,
  /** What no tensor shows, from the model code. */
  stateSize: size.default(16),
});

/** A recurrence that declares what the report of the gap says, line by line, and keeps what the model code would say. */
export class SsmLayer extends Layer<typeof ssm> {
  static readonly kind = 'SsmLayer';
  static readonly specSchema = ssm;
  static readonly supportedParallelism = ['attentionDataParallel'] as const;
  static readonly examples = [
    { wInOutputs: 160, hiddenSize: 64, convDOutputs: 96, convDInputs: 4, dtBiasSize: 12 },
  ];

  private readonly inwards: MatmulOperation;
  private readonly outwards: MatmulOperation;
  private readonly scan: ScanOperation;

  constructor(options: LayerOptions<z.input<typeof ssm>>) {
    super(options);
    const { wInOutputs, hiddenSize, convDOutputs, convDInputs, dtBiasSize, stateSize } = this.spec;
    const wIn = this.linear({ name: 'w_in', inputs: hiddenSize, outputs: wInOutputs });
    const filter = this.weight({
      name: 'conv1d.weight',
      shape: [convDOutputs, 1, convDInputs],
    });
    const steps = this.weight({ name: 'dt_bias', shape: [dtBiasSize] });
    const wOut = this.linear({ name: 'w_out', inputs: hiddenSize, outputs: hiddenSize });
    const rates = this.weight({
      name: 'A_log',
      shape: [dtBiasSize],
      dtype: standardDtypes.fp32,
    });
    const recurrence = this.keep({
      name: 'recurrence',
      elementsPerPosition: hiddenSize * stateSize,
      retention: fixedState,
    });
    const window = this.keep({
      name: 'window',
      elementsPerPosition: convDOutputs,
      retention: slidingWindow(convDInputs - 1),
    });
    this.inwards = this.product('inwards', wIn);
    this.outwards = this.product('outwards', wOut);
    const flops = 6 * hiddenSize * stateSize;
    this.scan = this.recurrence('scan', flops, [recurrence, window], [filter, steps, rates]);
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    const { attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    work.matmul(this.inwards, rows);
    work.scan(this.scan, sequences, step.tokens(1), step.length > step.tokens(1));
    work.matmul(this.outwards, rows);
  }
}
