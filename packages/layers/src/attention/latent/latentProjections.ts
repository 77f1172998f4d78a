import {
  Layer,
  type FaultList,
  type PassOperation,
  type SpecSchema,
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

  private readonly inwards;
  private readonly outwards;

  constructor(options: object) {
    super(options);
    const { hiddenSize, numHeads, qLoraRank, kvLoraRank, vHeadDim, hasBias } = this.latentSpec;
    const { heads, queryWidth, latentWidth } = this.widths;
    const inwards = { inputs: hiddenSize, hasBias };
    const perHead = { split: 'outputs', units: numHeads } as const;
    const queries = { outputs: numHeads * queryWidth, ...perHead };

    const toLatent = this.linear({ name: 'kv_a_proj_with_mqa', outputs: latentWidth, ...inwards });
    const down =
      qLoraRank === undefined
        ? undefined
        : this.linear({ name: 'q_a_proj', outputs: qLoraRank, ...inwards });
    const toQueries = this.linear(
      qLoraRank === undefined
        ? { name: 'q_proj', inputs: hiddenSize, ...queries }
        : { name: 'q_b_proj', inputs: qLoraRank, ...queries },
    );
    const values = numHeads * vHeadDim;
    const isGated = this.latentSpec.outputGate !== undefined;
    const gates = { name: 'g_proj', inputs: hiddenSize, outputs: values, ...perHead };
    this.inwards = this.stretch(
      this.buffer('input', hiddenSize),
      down === undefined
        ? this.product('kv_a_proj', toLatent)
        : this.product('qkv_a_proj', down, toLatent),
      qLoraRank === undefined ? undefined : this.buffer('query_latent', qLoraRank),
      this.buffer('latent', latentWidth),
      qLoraRank === undefined ? undefined : this.norm('q_a_layernorm', qLoraRank),
      this.norm('kv_a_layernorm', kvLoraRank),
      this.product(qLoraRank === undefined ? 'q_proj' : 'q_b_proj', toQueries),
      // Each head's result takes the place of its query.
      this.buffer('query', heads * Math.max(queryWidth, vHeadDim)),
      isGated ? this.product('g_proj', this.linear(gates)) : undefined,
      // A gate waits, computed, until attention is done.
      isGated ? this.buffer('gate', heads * vHeadDim) : undefined,
    );
    const outwards = { inputs: values, outputs: hiddenSize, units: numHeads, hasBias };
    this.outwards = this.stretch(
      isGated ? this.elementwise('gate', heads * vHeadDim, { isFusible: true }) : undefined,
      this.product('o_proj', this.linear({ name: 'o_proj', split: 'inputs', ...outwards })),
      this.buffer('output', hiddenSize),
      this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize),
    );
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'numHeads', this.latentSpec.numHeads);
  }

  /**
   * The spec, as what all these kinds share.
   *
   * @internal
   */
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

  /** A norm with a weight: 5 FLOPs per element. */
  protected norm(name: string, width: number, tensors = ['weight']): PassOperation {
    const weights = tensors.map((tensor) =>
      this.weight({ name: `${name}.${tensor}`, shape: [width] }),
    );
    return this.elementwise(name, width, { flopsPerElement: 5, weights });
  }

  /** From the layer's input to latents and queries. */
  protected projectInwards(work: Work, rows: number): void {
    work.stretch(this.inwards, rows);
  }

  /** From the heads' results to the layer's output. */
  protected projectOutwards(work: Work, rows: number): void {
    work.stretch(this.outwards, rows);
  }
}
