import {
  everyPosition,
  fixedState,
  Layer,
  slidingWindow,
  standardDtypes,
  type AttentionOperation,
  type ExpertsOperation,
  type LayerOptions,
  type Linear,
  type LocalState,
  type MatmulOperation,
  type ScanOperation,
  type StepFrame,
  type Work,
} from '@mantile/core';
import { groupedQueryAttentionSpec, HeadAttentionLayer } from '@mantile/layers';
import * as z from 'zod';

const size = z.int().min(1);

const selfAttn = z.strictObject({
  qProjOutputs: size,
  hiddenSize: size,
  numKvHeads: size,
  headDim: size,
  numHeads: size,
});

/** Attention that declares what the report of the gap says, line by line. */
export class SelfAttnLayer extends Layer<typeof selfAttn> {
  static readonly kind: string = 'SelfAttnLayer';
  static readonly specSchema = selfAttn;
  static readonly supportedParallelism = ['tensorParallel'] as const;
  static readonly examples = [
    { qProjOutputs: 128, hiddenSize: 64, numKvHeads: 2, headDim: 8, numHeads: 8 },
  ];

  private readonly inwards: MatmulOperation;
  private readonly outwards: MatmulOperation;
  private readonly attend: AttentionOperation;

  constructor(options: LayerOptions<z.input<typeof selfAttn>>) {
    super(options);
    const { qProjOutputs, hiddenSize, numKvHeads, headDim, numHeads } = this.spec;
    const linears: [Linear, Linear, Linear, Linear] = [
      this.linear({
        name: 'q_proj',
        inputs: hiddenSize,
        outputs: qProjOutputs,
        split: 'outputs',
      }),
      this.linear({
        name: 'k_proj',
        inputs: hiddenSize,
        outputs: numKvHeads * headDim,
        split: 'outputs',
        units: numKvHeads,
      }),
      this.linear({
        name: 'v_proj',
        inputs: hiddenSize,
        outputs: numKvHeads * headDim,
        split: 'outputs',
        units: numKvHeads,
      }),
      this.linear({
        name: 'o_proj',
        inputs: numHeads * headDim,
        outputs: hiddenSize,
        split: 'inputs',
        units: numHeads,
      }),
    ];
    const kept: [LocalState, LocalState] = [
      this.keep({
        name: 'key',
        elementsPerPosition: numKvHeads * headDim,
        retention: everyPosition,
        shard: { axis: 'tensorParallel', units: numKvHeads },
      }),
      this.keep({
        name: 'value',
        elementsPerPosition: numKvHeads * headDim,
        retention: everyPosition,
        shard: { axis: 'tensorParallel', units: numKvHeads },
      }),
    ];
    const { tensorParallel } = this.parallelism;
    this.inwards = this.product('inwards', linears[0], linears[1], linears[2]);
    this.outwards = this.product('outwards', linears[3]);
    this.attend = this.attentionOver(kept, {
      heads: numHeads / tensorParallel,
      kvHeads: numKvHeads / tensorParallel,
      keyWidth: headDim,
      valueWidth: headDim,
    });
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    const queries = step.tokens(1);
    work.matmul(this.inwards, rows);
    work.attention(
      this.attend,
      step.sequences(1),
      queries,
      queries * step.length,
      step.length - queries,
      queries,
    );
    work.matmul(this.outwards, rows);
  }
}

const selfAttnGated = selfAttn.transform(({ qProjOutputs: _, ...sizes }) =>
  groupedQueryAttentionSpec.parse({ ...sizes, outputGate: 'elementwise' }),
);

/** The reading of the report that no tensor contradicts, made by the kind that it says to extend. */
export class GatedAttentionLayer extends HeadAttentionLayer<typeof selfAttnGated> {
  static readonly kind = 'SelfAttnLayer';
  static readonly specSchema = selfAttnGated;
  static readonly examples = SelfAttnLayer.examples;
}

const ffw = z.strictObject({
  numExperts: size,
  hiddenSize: size,
  intermediateSize: size,
  topK: size,
});

/** Experts that declare what the report of the gap says, line by line. */
export class FfwLayer extends Layer<typeof ffw> {
  static readonly kind = 'FfwLayer';
  static readonly specSchema = ffw;
  static readonly supportedParallelism = ['tensorParallel', 'expertParallel'] as const;
  static readonly examples = [{ numExperts: 8, hiddenSize: 64, intermediateSize: 192, topK: 2 }];

  private readonly route: MatmulOperation;
  private readonly units: ExpertsOperation;

  constructor(options: LayerOptions<z.input<typeof ffw>>) {
    super(options);
    const { numExperts, hiddenSize, intermediateSize, topK } = this.spec;
    const route = this.linear({ name: 'route', inputs: hiddenSize, outputs: numExperts });
    const inner = this.weight({
      name: 'units.{expert}.inner.weight',
      shape: [numExperts, intermediateSize, hiddenSize],
      usedPerToken: topK,
      shards: [
        { axis: 'expertParallel', dimension: 0, units: numExperts },
        { axis: 'tensorParallel', dimension: 1, units: intermediateSize },
      ],
    });
    const outer = this.weight({
      name: 'units.{expert}.outer.weight',
      shape: [numExperts, hiddenSize, intermediateSize],
      usedPerToken: topK,
      shards: [
        { axis: 'expertParallel', dimension: 0, units: numExperts },
        { axis: 'tensorParallel', dimension: 2, units: intermediateSize },
      ],
    });
    this.route = this.product('route', route);
    this.units = this.expertsProduct('units', [inner, outer]);
  }

  forward(step: StepFrame, work: Work): void {
    const { numExperts, topK } = this.spec;
    const { expertParallel } = this.parallelism;
    const rows = this.rows(step);
    const pairs = step.share(rows * topK, expertParallel);
    const held = numExperts / expertParallel;
    work.matmul(this.route, rows);
    work.experts(this.units, pairs, Math.min(rows, pairs), Math.min(held, pairs));
  }
}

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
