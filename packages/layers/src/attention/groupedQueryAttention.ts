import {
  everyPosition,
  Layer,
  standardDtypes,
  type FaultList,
  type LayerOptions,
  type StepFrame,
  type Work,
} from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { exchangedPositions, readPositions, scoredPairs, writtenPositions } from './visibility.ts';

/**
 * The spec of a {@link GroupedQueryAttentionLayer}.
 *
 * @example
 * import { groupedQueryAttentionSpec } from '@mantile/layers';
 * groupedQueryAttentionSpec.parse({ hiddenSize: 4096, numHeads: 32, numKvHeads: 8, headDim: 128 }).hasBias // => false
 * @category Specs
 */
export const groupedQueryAttentionSpec = z
  .strictObject({
    /** Width of the model. */
    hiddenSize: size,
    /** Query heads. */
    numHeads: size,
    /** Key and value heads, each shared by a group of query heads. */
    numKvHeads: size,
    /** Width of a head; hiddenSize / numHeads when absent. */
    headDim: size.optional(),
    /** Whether every projection has a bias. */
    hasBias: z.boolean().default(false),
  })
  .refine(({ numHeads, numKvHeads }) => numHeads % numKvHeads === 0, {
    path: ['numKvHeads'],
    error: 'numKvHeads must divide numHeads.',
  })
  .refine(
    ({ hiddenSize, numHeads, headDim }) => headDim !== undefined || hiddenSize % numHeads === 0,
    {
      path: ['headDim'],
      error: 'headDim is needed where numHeads does not divide hiddenSize.',
    },
  );

/**
 * Attention in which groups of query heads share a key and value head (GQA; MQA with one of them).
 *
 * Tensor parallelism cuts the heads, and replicates KV heads beyond their number; context parallelism cuts
 * the positions: prompts exchange keys and values, decoding combines partial softmaxes.
 *
 * @example
 * import { GroupedQueryAttentionLayer } from '@mantile/layers';
 * const layer = new GroupedQueryAttentionLayer({ hiddenSize: 4096, numHeads: 32, numKvHeads: 8 });
 * layer.parameterCount.total // => 41943040
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 1023 }) // => 4194304
 * @category Attention
 */
export class GroupedQueryAttentionLayer extends Layer<typeof groupedQueryAttentionSpec> {
  static readonly kind = 'GroupedQueryAttentionLayer';
  static readonly specSchema = groupedQueryAttentionSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [
    { hiddenSize: 48, numHeads: 8, numKvHeads: 2 },
    { hiddenSize: 48, numHeads: 12, numKvHeads: 12, headDim: 8, hasBias: true },
  ];

  private readonly input;
  private readonly project;
  private readonly query;
  private readonly keyValue;
  private readonly exchangeKeyValue;
  private readonly attend;
  private readonly combineStatistics;
  private readonly combineContext;
  private readonly contract;
  private readonly output;
  private readonly reduce;

  constructor(options: LayerOptions<z.input<typeof groupedQueryAttentionSpec>>) {
    super(options);
    const { hiddenSize, numHeads, numKvHeads, hasBias } = this.spec;
    const headDim = this.spec.headDim ?? hiddenSize / numHeads;
    const { tensorParallel } = this.parallelism;
    const heads = numHeads / tensorParallel;
    const kvHeads = Math.max(1, numKvHeads / tensorParallel);

    const inwards = (name: string, count: number) =>
      this.linear({
        name,
        inputs: hiddenSize,
        outputs: count * headDim,
        split: 'outputs',
        units: count,
        hasBias,
      });
    this.input = this.buffer('input', hiddenSize);
    this.project = this.product(
      'qkv_proj',
      inwards('q_proj', numHeads),
      inwards('k_proj', numKvHeads),
      inwards('v_proj', numKvHeads),
    );
    this.query = this.buffer('query', heads * headDim);
    this.keyValue = this.buffer('key_value', 2 * kvHeads * headDim);
    this.exchangeKeyValue = this.exchange(
      'allGather',
      'contextParallel',
      'exchange_key_value',
      2 * kvHeads * headDim,
      'kvCache',
    );
    const cached = (name: string) =>
      this.keep({
        name,
        elementsPerPosition: numKvHeads * headDim,
        retention: everyPosition,
        shard: { axis: 'tensorParallel', units: numKvHeads },
        positionsSplitOver: 'contextParallel',
      });
    this.attend = this.attentionOver([cached('key'), cached('value')], {
      heads,
      kvHeads,
      keyWidth: headDim,
      valueWidth: headDim,
    });
    // Running maximum and sum of each head, in single precision.
    this.combineStatistics = this.exchange(
      'allReduce',
      'contextParallel',
      'combine_statistics',
      2 * heads,
      standardDtypes.fp32,
    );
    this.combineContext = this.exchange(
      'allReduce',
      'contextParallel',
      'combine_context',
      heads * headDim,
    );
    this.contract = this.product(
      'o_proj',
      this.linear({
        name: 'o_proj',
        inputs: numHeads * headDim,
        outputs: hiddenSize,
        split: 'inputs',
        units: numHeads,
        hasBias,
      }),
    );
    this.output = this.buffer('output', hiddenSize);
    this.reduce = this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    const { numHeads, numKvHeads } = this.spec;
    const { tensorParallel } = this.parallelism;
    this.requireDivides(faults, 'tensorParallel', 'numHeads', numHeads);
    // Beyond their number KV heads are replicated, which must come out even as well.
    if (tensorParallel % numKvHeads !== 0) {
      this.requireDivides(faults, 'tensorParallel', 'numKvHeads', numKvHeads);
    }
  }

  forward(step: StepFrame, work: Work): void {
    const { contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const queries = step.tokens(contextParallel);
    const rows = sequences * queries;
    work.hold(this.input, rows);
    work.matmul(this.project, rows);
    work.hold(this.query, rows);
    work.hold(this.keyValue, rows);
    if (step.phase === 'prefill') {
      const needed = exchangedPositions(step, Infinity, contextParallel);
      work.collective(this.exchangeKeyValue, sequences * needed);
    }
    work.attention(
      this.attend,
      sequences,
      queries,
      scoredPairs(step, Infinity, contextParallel),
      readPositions(step, Infinity, contextParallel),
      writtenPositions(step, Infinity, contextParallel),
    );
    if (step.phase === 'decode') {
      work.collective(this.combineStatistics, rows);
      work.collective(this.combineContext, rows);
    }
    work.matmul(this.contract, rows);
    work.hold(this.output, rows);
    work.collective(this.reduce, rows);
  }
}
