import {
  everyPosition,
  Layer,
  type AttentionOperation,
  type LayerOptions,
  type Linear,
  type LocalState,
  type MatmulOperation,
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
