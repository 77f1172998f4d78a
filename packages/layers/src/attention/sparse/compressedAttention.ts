import {
  slidingWindow as lastPositions,
  standardDtypes,
  type LayerOptions,
  type Retention,
  type StepFrame,
  type Work,
} from '@mantile/core';
import type * as z from 'zod';
import { causal } from '../visibility.ts';
import { compressedAttentionSpec } from './compressedAttentionSpec.ts';
import { CompressedIndexLayer } from './compressedIndex.ts';
import { compressed, everyComplete } from './compression.ts';

/**
 * Attention over the last positions and compressed entries of all before them, with one vector as key and value of
 * all heads, a learned logit per head, and a grouped low-rank output: that of DeepSeek-V4.
 *
 * Core FLOPs: 4·numHeads·headDim per query and visible entry: slidingWindow positions, and one entry per compressRatio
 * positions. Ratio 4 has an indexer that scores all entries, 2·indexNumHeads·indexHeadDim FLOPs each in FP4, and
 * attention sees the best indexTopk of them. Cached are the window, headDim elements per entry, FP4 index keys, and what
 * the compressors have not finished yet. Tensor parallelism cuts the groups; keys, compressors and indexer are repeated.
 *
 * @example
 * import { CompressedAttentionLayer } from '@mantile/layers';
 * // DeepSeek-V4-Flash
 * const layer = new CompressedAttentionLayer({
 *   hiddenSize: 4096, numHeads: 64, headDim: 512, qLoraRank: 1024, oGroups: 8, oLoraRank: 1024,
 *   slidingWindow: 128, compressRatio: 4, indexNumHeads: 64, indexHeadDim: 128, indexTopk: 512,
 * });
 * layer.parameterCount.total // => 126098624
 * @category Attention
 */
export class CompressedAttentionLayer extends CompressedIndexLayer<typeof compressedAttentionSpec> {
  static readonly kind = 'CompressedAttentionLayer';
  static readonly specSchema = compressedAttentionSpec;
  static readonly examples = [
    {
      hiddenSize: 48,
      numHeads: 12,
      headDim: 16,
      qLoraRank: 24,
      oGroups: 12,
      oLoraRank: 4,
      slidingWindow: 8,
      compressRatio: 0,
    },
    {
      hiddenSize: 48,
      numHeads: 12,
      headDim: 16,
      qLoraRank: 24,
      oGroups: 12,
      oLoraRank: 4,
      slidingWindow: 8,
      compressRatio: 4,
      indexNumHeads: 6,
      indexHeadDim: 32,
      indexTopk: 4,
    },
    {
      hiddenSize: 48,
      numHeads: 24,
      headDim: 16,
      qLoraRank: 24,
      oGroups: 12,
      oLoraRank: 4,
      slidingWindow: 8,
      compressRatio: 128,
    },
  ];

  private readonly window;
  private readonly compressor;
  private readonly entries;
  private readonly attend;
  private readonly exchangeEntries;
  private readonly combineStatistics;
  private readonly combineContext;

  constructor(options: LayerOptions<z.input<typeof compressedAttentionSpec>>) {
    super(options);
    const { heads } = this;
    const { hiddenSize, headDim, slidingWindow, compressRatio: ratio, indexTopk } = this.spec;
    const cached = (name: string, retention: Retention) =>
      this.keep({
        name,
        elementsPerPosition: headDim,
        retention,
        positionsSplitOver: 'contextParallel',
      });
    const window = cached('window', lastPositions(slidingWindow));
    this.window = causal(slidingWindow);
    if (ratio !== 0) {
      cached('compressed', everyComplete(ratio));
      this.compressor = this.declareCompressor('compressor', { hiddenSize, width: headDim, ratio });
      this.entries = compressed(ratio, ratio === 4 ? indexTopk : undefined);
    }
    // A compressed entry is as large as one of the window: one kernel sees both.
    this.attend = this.attentionOver([window], {
      heads,
      kvHeads: 1,
      keyWidth: headDim,
      valueWidth: headDim,
    });
    this.exchangeEntries = this.exchange(
      'allGather',
      'contextParallel',
      'exchange_entries',
      headDim,
      'kvCache',
    );
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
  }

  forward(step: StepFrame, work: Work): void {
    const { window, entries, compressor } = this;
    const { contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const rows = this.rows(step);
    this.projectInwards(work, rows);
    if (compressor !== undefined) this.compress(compressor, step, work);
    this.index(step, work);
    if (step.phase === 'prefill') {
      const needed =
        window.exchanged(step, contextParallel) + (entries?.exchanged(step, contextParallel) ?? 0);
      work.collective(this.exchangeEntries, sequences * needed);
    }
    work.attention(
      this.attend,
      sequences,
      step.tokens(contextParallel),
      window.scored(step, contextParallel) + (entries?.scored(step, contextParallel) ?? 0),
      window.read(step, contextParallel) + (entries?.read(step, contextParallel) ?? 0),
      window.written(step, contextParallel) + (entries?.written(step, contextParallel) ?? 0),
    );
    if (step.phase === 'decode') {
      work.collective(this.combineStatistics, rows);
      work.collective(this.combineContext, rows);
    }
    this.projectOutwards(work, rows);
  }
}
