import {
  Layer,
  type FaultList,
  type PassOperation,
  type SpecSchema,
  type StepFrame,
  type Work,
} from '@mantile/core';
import type { LatentSpec } from './latentKeys.ts';

/** What lies around the core of latent attention: the way from the input to queries and latents, and back. */
export abstract class LatentProjectionsLayer<
  Schema extends SpecSchema<unknown, LatentSpec>,
> extends Layer<Schema> {
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;

  private readonly input;
  private readonly compress;
  private readonly queryLatent;
  private readonly latent;
  private readonly normaliseQuery;
  private readonly normaliseLatent;
  private readonly projectQuery;
  private readonly query;
  private readonly projectGate;
  private readonly gateBuffer;
  private readonly gate;
  private readonly contract;
  private readonly output;
  private readonly reduce;

  constructor(options: object) {
    super(options);
    const { hiddenSize, numHeads, qLoraRank, kvLoraRank, vHeadDim, hasBias } = this.latentSpec;
    const { heads, queryWidth, latentWidth } = this.widths;
    const inwards = { inputs: hiddenSize, hasBias };
    const perHead = { split: 'outputs', units: numHeads } as const;
    const queries = { outputs: numHeads * queryWidth, ...perHead };

    this.input = this.buffer('input', hiddenSize);
    const toLatent = this.linear({ name: 'kv_a_proj_with_mqa', outputs: latentWidth, ...inwards });
    if (qLoraRank === undefined) {
      this.compress = this.product('kv_a_proj', toLatent);
      const direct = this.linear({ name: 'q_proj', inputs: hiddenSize, ...queries });
      this.projectQuery = this.product('q_proj', direct);
    } else {
      const down = this.linear({ name: 'q_a_proj', outputs: qLoraRank, ...inwards });
      this.compress = this.product('qkv_a_proj', down, toLatent);
      this.queryLatent = this.buffer('query_latent', qLoraRank);
      this.normaliseQuery = this.norm('q_a_layernorm', qLoraRank);
      const up = this.linear({ name: 'q_b_proj', inputs: qLoraRank, ...queries });
      this.projectQuery = this.product('q_b_proj', up);
    }
    this.latent = this.buffer('latent', latentWidth);
    this.normaliseLatent = this.norm('kv_a_layernorm', kvLoraRank);
    // Each head's result takes the place of its query.
    this.query = this.buffer('query', heads * Math.max(queryWidth, vHeadDim));

    const values = numHeads * vHeadDim;
    if (this.latentSpec.outputGate !== undefined) {
      const gates = { name: 'g_proj', inputs: hiddenSize, outputs: values, ...perHead };
      this.projectGate = this.product('g_proj', this.linear(gates));
    }
    // A gate waits, computed, until attention is done.
    this.gateBuffer = this.buffer('gate', heads * vHeadDim);
    this.gate = this.elementwise('gate', heads * vHeadDim, { isFusible: true });
    const outwards = { inputs: values, outputs: hiddenSize, units: numHeads, hasBias };
    this.contract = this.product(
      'o_proj',
      this.linear({ name: 'o_proj', split: 'inputs', ...outwards }),
    );
    this.output = this.buffer('output', hiddenSize);
    this.reduce = this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'numHeads', this.latentSpec.numHeads);
  }

  /** The spec, as what all these kinds share. */
  protected get latentSpec(): LatentSpec {
    return this.spec;
  }

  /** Heads on a package, and widths that the spec implies. */
  protected get widths(): Readonly<Record<'heads' | 'queryWidth' | 'latentWidth', number>> {
    const { numHeads, kvLoraRank, qkNopeHeadDim, qkRopeHeadDim } = this.latentSpec;
    return {
      heads: numHeads / this.parallelism.tensorParallel,
      queryWidth: qkNopeHeadDim + qkRopeHeadDim,
      latentWidth: kvLoraRank + qkRopeHeadDim,
    };
  }

  /** Tokens of a step on a package. */
  protected rows(step: StepFrame): number {
    const { contextParallel, attentionDataParallel } = this.parallelism;
    return step.sequences(attentionDataParallel) * step.tokens(contextParallel);
  }

  /** A norm with a weight: 5 FLOPs per element. */
  protected norm(name: string, width: number, tensors = ['weight']): PassOperation {
    const weights = tensors.map((tensor) =>
      this.weight({ name: `${name}.${tensor}`, shape: [width] }),
    );
    return this.elementwise(name, width, { flopsPerElement: 5, weights });
  }

  /** From the layer's input to latents and queries. */
  protected projectInwards(work: Work, rows: number): void {
    work.hold(this.input, rows);
    work.matmul(this.compress, rows);
    if (this.queryLatent !== undefined) work.hold(this.queryLatent, rows);
    work.hold(this.latent, rows);
    if (this.normaliseQuery !== undefined) work.pass(this.normaliseQuery, rows);
    work.pass(this.normaliseLatent, rows);
    work.matmul(this.projectQuery, rows);
    work.hold(this.query, rows);
    if (this.projectGate === undefined) return;
    work.matmul(this.projectGate, rows);
    work.hold(this.gateBuffer, rows);
  }

  /** From the heads' results to the layer's output. */
  protected projectOutwards(work: Work, rows: number): void {
    if (this.projectGate !== undefined) work.pass(this.gate, rows);
    work.matmul(this.contract, rows);
    work.hold(this.output, rows);
    work.collective(this.reduce, rows);
  }
}
