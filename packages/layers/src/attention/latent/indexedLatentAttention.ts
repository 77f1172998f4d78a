import { everyPosition, type SpecSchema, type StepFrame, type Work } from '@mantile/core';
import { indexFp8, scoreDtype } from '../sparse/indexDtypes.ts';
import { scoreAndPick } from '../sparse/indexing.ts';
import { causal } from '../visibility.ts';
import { LatentAttentionLayer } from './latentAttention.ts';
import type { LatentSpec } from './latentKeys.ts';

/** What a spec of latent attention with an indexer says besides. */
export interface IndexedLatentSpec extends LatentSpec {
  readonly qLoraRank: number;
  readonly indexNumHeads: number;
  readonly indexHeadDim: number;
  readonly indexTopk: number;
  readonly sharesIndexer: boolean;
}

/**
 * Latent attention with a lightning indexer: small FP8 queries and keys that score every visible position, for the
 * best of which attention then runs. The indexer works on whole positions, so packages that share the heads repeat it.
 */
export abstract class IndexedLatentAttentionLayer<
  Schema extends SpecSchema<unknown, IndexedLatentSpec>,
> extends LatentAttentionLayer<Schema> {
  private readonly indexer;
  private readonly selection;

  constructor(options: object) {
    super(options);
    const spec: IndexedLatentSpec = this.spec;
    this.indexer = spec.sharesIndexer ? undefined : this.declareIndexer(spec);
    // Chosen positions, as 32-bit whole numbers.
    this.selection = { ...this.buffer('selection', spec.indexTopk), bytesPerElement: 4 };
  }

  /** Scores the visible positions and picks the best; while all are picked anyway, only their keys are stored. */
  protected index(step: StepFrame, work: Work, isSelective: boolean): void {
    const { indexer } = this;
    const rows = this.rows(step);
    if (isSelective) work.hold(this.selection, rows);
    if (indexer === undefined) return;
    const { contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    work.matmul(indexer.projectKey, rows);
    work.hold(indexer.key, rows);
    work.pass(indexer.normaliseKey, rows);
    if (!isSelective) {
      const written = indexer.visible.written(step, contextParallel);
      work.attention(indexer.score, sequences, step.tokens(contextParallel), 0, 0, written);
      return;
    }
    work.matmul(indexer.projectQuery, rows);
    work.hold(indexer.query, rows);
    work.matmul(indexer.weigh, rows);
    work.hold(indexer.headWeights, rows);
    scoreAndPick(indexer, step, sequences, step.length, work);
  }

  private declareIndexer(spec: IndexedLatentSpec) {
    const { hiddenSize, qLoraRank, indexNumHeads, indexHeadDim, indexTopk } = spec;
    const keys = this.keep({
      name: 'index_key',
      elementsPerPosition: indexHeadDim,
      retention: everyPosition,
      dtype: indexFp8,
      positionsSplitOver: 'contextParallel',
    });
    const linear = (name: string, inputs: number, outputs: number) =>
      this.product(`index_${name}`, this.linear({ name: `indexer.${name}`, inputs, outputs }));
    const gathered = (name: string, width: number, dtype = scoreDtype) =>
      this.exchange('allGather', 'contextParallel', name, width, dtype);
    return {
      visible: causal(),
      most: indexTopk,
      projectKey: linear('wk', hiddenSize, indexHeadDim),
      key: this.buffer('index_key', indexHeadDim),
      normaliseKey: this.norm('indexer.k_norm', indexHeadDim, ['weight', 'bias']),
      projectQuery: linear('wq_b', qLoraRank, indexNumHeads * indexHeadDim),
      query: this.buffer('index_query', indexNumHeads * indexHeadDim),
      weigh: linear('weights_proj', hiddenSize, indexNumHeads),
      headWeights: this.buffer('index_head_weights', indexNumHeads),
      exchangeKeys: gathered('exchange_index_keys', indexHeadDim, indexFp8),
      score: this.attentionOver(
        [keys],
        { heads: indexNumHeads, kvHeads: 1, keyWidth: indexHeadDim, valueWidth: 0 },
        { name: 'index_scores', computeDtype: indexFp8 },
      ),
      // A single-precision score is written and read for every pair.
      pick: { ...this.elementwise('index_top_k', 1), trafficBytesPerRow: 8 },
      exchangeScores: gathered('exchange_index_scores', 1),
    };
  }
}
