import {
  everyPosition,
  standardDtypes,
  type SpecSchema,
  type StepFrame,
  type Work,
} from '@mantile/core';
import { causal, type Visibility } from '../visibility.ts';
import type { LatentSpec } from './latentKeys.ts';
import { LatentProjectionsLayer } from './latentProjections.ts';

/**
 * Attention that caches one low-rank latent per position, shared by all heads. Keys and values are either expanded
 * from it, or the expansion is absorbed into queries and results, and the latents serve as keys and values.
 */
export abstract class LatentAttentionLayer<
  Schema extends SpecSchema<unknown, LatentSpec>,
> extends LatentProjectionsLayer<Schema> {
  private readonly everything = causal();
  private readonly exchangeLatent;
  private readonly expand;
  private readonly keyValue;
  private readonly attendToKeys;
  private readonly absorb;
  private readonly attendToLatents;
  private readonly combine;
  private readonly expandValue;

  constructor(options: object) {
    super(options);
    const { numHeads, kvLoraRank, qkNopeHeadDim, vHeadDim } = this.latentSpec;
    const { heads, queryWidth, latentWidth } = this.widths;

    // All heads share a latent, so packages that share the heads all keep it.
    const cached = this.keep({
      name: 'latent',
      elementsPerPosition: latentWidth,
      retention: everyPosition,
      positionsSplitOver: 'contextParallel',
    });
    this.exchangeLatent = this.exchange(
      'allGather',
      'contextParallel',
      'exchange_latent',
      latentWidth,
      'kvCache',
    );

    const toHeads = this.linear({
      name: 'kv_b_proj',
      inputs: kvLoraRank,
      outputs: numHeads * (qkNopeHeadDim + vHeadDim),
      split: 'outputs',
      units: numHeads,
    });
    this.expand = this.product('kv_b_proj', toHeads);
    this.keyValue = this.buffer('key_value', heads * (qkNopeHeadDim + vHeadDim));
    this.attendToKeys = this.attentionOver([cached], {
      heads,
      kvHeads: heads,
      keyWidth: queryWidth,
      valueWidth: vHeadDim,
    });

    // The same matrix in two halves, each a batch of small products, one a head.
    const keyHalf = { k: qkNopeHeadDim, n: heads * kvLoraRank };
    const valueHalf = { k: kvLoraRank, n: heads * vHeadDim };
    this.expandValue = this.partialProduct('expand_value', valueHalf, toHeads.weight);
    this.absorb = this.stretch(
      this.partialProduct('absorb_key', keyHalf, toHeads.weight),
      // The attended latents take the place of the absorbed queries.
      this.buffer('absorbed_query', heads * kvLoraRank),
    );
    this.attendToLatents = this.attentionOver([cached], {
      heads,
      kvHeads: 1,
      keyWidth: latentWidth,
      valueWidth: kvLoraRank,
    });

    this.combine = this.stretch(
      // Running maximum and sum of each head, in single precision.
      this.exchange(
        'allReduce',
        'contextParallel',
        'combine_statistics',
        2 * heads,
        standardDtypes.fp32,
      ),
      this.exchange('allReduce', 'contextParallel', 'combine_context', heads * kvLoraRank),
    );
  }

  /**
   * Attention over keys and values that are expanded from the latents, those of a cached prefix included. Packages
   * that share the positions exchange latents, which are far smaller than keys and values, and expand all of them.
   */
  protected attendExpanded(step: StepFrame, work: Work): void {
    const { everything } = this;
    const { contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    work.collective(this.exchangeLatent, sequences * everything.exchanged(step, contextParallel));
    work.matmul(this.expand, sequences * step.length);
    // Keys and values of other positions are expanded piece by piece, and streamed like the scores.
    work.hold(this.keyValue, this.rows(step));
    work.attention(
      this.attendToKeys,
      sequences,
      step.tokens(contextParallel),
      everything.scored(step, contextParallel),
      everything.read(step, contextParallel),
      everything.written(step, contextParallel),
    );
  }

  /** Attention over the visible latents themselves. */
  protected attendAbsorbed(
    step: StepFrame,
    work: Work,
    visible: Visibility = this.everything,
  ): void {
    const { contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const rows = this.rows(step);
    work.stretch(this.absorb, rows);
    if (step.phase === 'prefill') {
      work.collective(this.exchangeLatent, sequences * visible.exchanged(step, contextParallel));
    }
    work.attention(
      this.attendToLatents,
      sequences,
      step.tokens(contextParallel),
      visible.scored(step, contextParallel),
      visible.read(step, contextParallel),
      visible.written(step, contextParallel),
    );
    if (step.phase === 'decode') work.stretch(this.combine, rows);
    work.matmul(this.expandValue, rows);
  }
}
