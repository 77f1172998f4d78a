import type { SpecSchema, StepFrame, Work } from '@mantile/core';
import type { CompressedAttentionSpec } from './compressedAttentionSpec.ts';
import { CompressedProjectionsLayer } from './compressedProjections.ts';
import { compressed, everyComplete } from './compression.ts';
import { indexFp4, scoreDtype } from './indexDtypes.ts';
import { scoreAndPick } from './indexing.ts';

/** Sizes of an indexer over compressed entries. */
interface IndexSizes {
  readonly indexNumHeads: number;
  readonly indexHeadDim: number;
  readonly indexTopk: number;
}

/** The indexer of compressed attention: it compresses keys of its own, and picks entries by them. */
export abstract class CompressedIndexLayer<
  Schema extends SpecSchema<unknown, CompressedAttentionSpec>,
> extends CompressedProjectionsLayer<Schema> {
  private readonly indexer;

  constructor(options: object) {
    super(options);
    const { compressRatio, indexNumHeads, indexHeadDim, indexTopk } = this.sizes;
    // The spec has seen to it that all sizes are there where they are needed.
    if (compressRatio !== 4 || !indexNumHeads || !indexHeadDim || !indexTopk) return;
    this.indexer = this.declareIndexer({ indexNumHeads, indexHeadDim, indexTopk });
  }

  /** Scores all compressed entries and picks the best, where there is an indexer. */
  protected index(step: StepFrame, work: Work): void {
    const { indexer } = this;
    if (indexer === undefined) return;
    const rows = this.rows(step);
    const sequences = step.sequences(this.parallelism.attentionDataParallel);
    this.compress(indexer.compressor, step, work);
    work.matmul(indexer.projectQuery, rows);
    work.hold(indexer.query, rows);
    work.matmul(indexer.weigh, rows);
    work.hold(indexer.headWeights, rows);
    scoreAndPick(indexer, step, sequences, indexer.kept.positions(step.length), work);
    work.hold(indexer.selection, rows);
  }

  private declareIndexer({ indexNumHeads, indexHeadDim, indexTopk }: IndexSizes) {
    const { hiddenSize, qLoraRank, compressRatio: ratio } = this.sizes;
    const kept = everyComplete(ratio);
    const keys = this.keep({
      name: 'index_key',
      elementsPerPosition: indexHeadDim,
      retention: kept,
      dtype: indexFp4,
      positionsSplitOver: 'contextParallel',
    });
    const linear = (name: string, inputs: number, outputs: number) =>
      this.product(`index_${name}`, this.linear({ name: `indexer.${name}`, inputs, outputs }));
    const gathered = (name: string, width: number, dtype = scoreDtype) =>
      this.exchange('allGather', 'contextParallel', name, width, dtype);
    return {
      visible: compressed(ratio),
      kept,
      most: indexTopk,
      compressor: this.declareCompressor('indexer.compressor', {
        hiddenSize,
        width: indexHeadDim,
        ratio,
      }),
      projectQuery: linear('wq_b', qLoraRank, indexNumHeads * indexHeadDim),
      query: this.buffer('index_query', indexNumHeads * indexHeadDim),
      weigh: linear('weights_proj', hiddenSize, indexNumHeads),
      headWeights: this.buffer('index_head_weights', indexNumHeads),
      exchangeKeys: gathered('exchange_index_keys', indexHeadDim, indexFp4),
      score: this.attentionOver(
        [keys],
        { heads: indexNumHeads, kvHeads: 1, keyWidth: indexHeadDim, valueWidth: 0 },
        { name: 'index_scores', computeDtype: indexFp4 },
      ),
      // A single-precision score is written and read for every pair.
      pick: { ...this.elementwise('index_top_k', 1), trafficBytesPerRow: 8 },
      exchangeScores: gathered('exchange_index_scores', 1),
      // Chosen entries, as 32-bit whole numbers.
      selection: { ...this.buffer('selection', indexTopk), bytesPerElement: 4 },
    };
  }
}
