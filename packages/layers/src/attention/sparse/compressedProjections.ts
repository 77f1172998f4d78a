import {
  standardDtypes,
  type FaultList,
  type PassOperation,
  type SpecSchema,
  type Work,
} from '@mantile/core';
import type { CompressedAttentionSpec } from './compressedAttentionSpec.ts';
import { CompressingLayer } from './compressor.ts';

/** What lies around the core of compressed attention: from the input to queries and the shared key, and back. */
export abstract class CompressedProjectionsLayer<
  Schema extends SpecSchema<unknown, CompressedAttentionSpec>,
> extends CompressingLayer<Schema> {
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;

  private readonly input;
  private readonly compressInput;
  private readonly queryLatent;
  private readonly keyValue;
  private readonly normaliseLatent;
  private readonly normaliseKeyValue;
  private readonly projectQuery;
  private readonly query;
  private readonly normaliseHeads;
  private readonly sinks;
  private readonly contractGroups;
  private readonly groups;
  private readonly contract;
  private readonly output;
  private readonly reduce;

  constructor(options: object) {
    super(options);
    const { hiddenSize, numHeads, headDim, qLoraRank, oGroups, oLoraRank } = this.sizes;
    const { tensorParallel } = this.parallelism;
    const { heads } = this;

    this.input = this.buffer('input', hiddenSize);
    this.compressInput = this.product(
      'wqkv_a',
      this.linear({ name: 'wq_a', inputs: hiddenSize, outputs: qLoraRank }),
      this.linear({ name: 'wkv', inputs: hiddenSize, outputs: headDim }),
    );
    this.queryLatent = this.buffer('query_latent', qLoraRank);
    this.keyValue = this.buffer('key_value', headDim);
    this.normaliseLatent = this.norm('q_norm', qLoraRank);
    this.normaliseKeyValue = this.norm('kv_norm', headDim);
    const queries = { outputs: numHeads * headDim, split: 'outputs', units: numHeads } as const;
    this.projectQuery = this.product(
      'wq_b',
      this.linear({ name: 'wq_b', inputs: qLoraRank, ...queries }),
    );
    // Each head's result takes the place of its query.
    this.query = this.buffer('query', heads * headDim);
    // Each head's query is normed as well, without a weight.
    this.normaliseHeads = this.elementwise('query_norm', heads * headDim, {
      flopsPerElement: 5,
      isFusible: true,
    });
    const sinks = this.weight({
      name: 'attn_sink',
      shape: [numHeads],
      dtype: standardDtypes.fp32,
      shards: [{ axis: 'tensorParallel', dimension: 0, units: numHeads }],
    });
    // The attention kernel itself reads them; nothing is launched for them.
    const perHead = this.elementwise('attn_sink', 0, { weights: [sinks], isFusible: true });
    this.sinks = { ...perHead, kernels: 0 };

    // Every group of heads has its own block, side by side in one matrix.
    const toGroups = { inputs: (numHeads / oGroups) * headDim, outputs: oGroups * oLoraRank };
    this.contractGroups = this.product(
      'wo_a',
      this.linear({ name: 'wo_a', ...toGroups, split: 'outputs', units: oGroups }),
    );
    this.groups = this.buffer('groups', (oGroups / tensorParallel) * oLoraRank);
    const outwards = { inputs: oGroups * oLoraRank, outputs: hiddenSize };
    this.contract = this.product(
      'wo_b',
      this.linear({ name: 'wo_b', ...outwards, split: 'inputs', units: oGroups }),
    );
    this.output = this.buffer('output', hiddenSize);
    this.reduce = this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'oGroups', this.sizes.oGroups);
  }

  /**
   * The spec, as what this attention needs of it.
   *
   * @internal
   */
  protected get sizes(): CompressedAttentionSpec {
    return this.spec;
  }

  /** Heads on a package. */
  protected get heads(): number {
    return this.sizes.numHeads / this.parallelism.tensorParallel;
  }

  /** From the layer's input to queries, and to the vector that is key and value. */
  protected projectInwards(work: Work, rows: number): void {
    work.hold(this.input, rows);
    work.matmul(this.compressInput, rows);
    work.hold(this.queryLatent, rows);
    work.hold(this.keyValue, rows);
    work.pass(this.normaliseLatent, rows);
    work.pass(this.normaliseKeyValue, rows);
    work.matmul(this.projectQuery, rows);
    work.hold(this.query, rows);
    work.pass(this.normaliseHeads, rows);
    work.pass(this.sinks, rows);
  }

  /** From the heads' results to the layer's output. */
  protected projectOutwards(work: Work, rows: number): void {
    work.matmul(this.contractGroups, rows);
    work.hold(this.groups, rows);
    work.matmul(this.contract, rows);
    work.hold(this.output, rows);
    work.collective(this.reduce, rows);
  }

  private norm(name: string, width: number): PassOperation {
    const weights = [this.weight({ name: `${name}.weight`, shape: [width] })];
    return this.elementwise(name, width, { flopsPerElement: 5, weights });
  }
}
