import {
  everyPosition,
  type FaultList,
  type LayerOptions,
  type LocalTensor,
  type StepFrame,
  type Work,
} from '@mantile/core';
import * as z from 'zod';
import { size } from '../../internal/schema.ts';
import { attentionKeys, numKvHeads } from '../attentionKeys.ts';
import { withAttentionRules } from '../attentionRules.ts';
import { HeadAttentionLayer } from '../headAttention.ts';
import { causal, type Visibility } from '../visibility.ts';
import { scoreDtype } from './indexDtypes.ts';
import { scoreAndPick } from './indexing.ts';
import { selected } from './selection.ts';

/**
 * The spec of a {@link BlockSparseAttentionLayer}: grouped-query attention's, and the indexer's.
 *
 * @example
 * import { blockSparseAttentionSpec } from '@mantile/layers';
 * const spec = blockSparseAttentionSpec.parse({
 *   hiddenSize: 6144, numHeads: 64, numKvHeads: 4, headDim: 128, qkNorm: 'perHead',
 *   indexNumHeads: 4, indexHeadDim: 128, blockSize: 128, topkBlocks: 16,
 * });
 * spec.localBlocks // => 1
 * @category Specs
 */
export const blockSparseAttentionSpec = withAttentionRules(
  z.strictObject({
    ...attentionKeys,
    /** Key and value heads, each shared by a group of query heads. */
    numKvHeads,
    /** Heads of the indexer, each of which picks blocks for its part of the key and value heads. */
    indexNumHeads: size,
    /** Width of the indexer's queries and of its one key per position. */
    indexHeadDim: size,
    /** Positions of a block, which is picked as a whole. */
    blockSize: size,
    /** Blocks that each token picks, and attends to. */
    topkBlocks: size,
    /** How many of them are always those right before the token, its own included. */
    localBlocks: z.int().min(0).max(1e9).default(1),
  }),
)
  .refine((spec) => spec.numKvHeads % spec.indexNumHeads === 0, {
    path: ['indexNumHeads'],
    error: 'indexNumHeads must divide numKvHeads.',
  })
  .refine(({ localBlocks, topkBlocks }) => localBlocks <= topkBlocks, {
    path: ['localBlocks'],
    error: 'local blocks are some of the topkBlocks: there cannot be more of them.',
  });

/**
 * Grouped-query attention over blocks of positions that an indexer picks for each group of heads: MiniMax sparse
 * attention (MSA), that of MiniMax-M3.
 *
 * The indexer scores all visible positions, 2·indexNumHeads·indexHeadDim FLOPs per pair, and takes the best of a block
 * for the block. Attention then runs over topkBlocks·blockSize positions at most, the token's own block counted whole.
 * An index key of indexHeadDim elements per position is cached besides keys and values. Tensor parallelism cuts
 * the indexer's heads as it cuts the key and value heads, and repeats its keys.
 *
 * @example
 * import { BlockSparseAttentionLayer } from '@mantile/layers';
 * // MiniMax-M3
 * const layer = new BlockSparseAttentionLayer({
 *   hiddenSize: 6144, numHeads: 64, numKvHeads: 4, headDim: 128, qkNorm: 'perHead',
 *   indexNumHeads: 4, indexHeadDim: 128, blockSize: 128, topkBlocks: 16,
 * });
 * layer.parameterCount.total // => 110887424
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 0 }) // => 2304
 * @category Attention
 */
export class BlockSparseAttentionLayer extends HeadAttentionLayer<typeof blockSparseAttentionSpec> {
  static readonly kind = 'BlockSparseAttentionLayer';
  static readonly specSchema = blockSparseAttentionSpec;
  static readonly examples = [
    {
      hiddenSize: 48,
      numHeads: 12,
      numKvHeads: 12,
      qkNorm: 'perHead',
      indexNumHeads: 12,
      indexHeadDim: 16,
      blockSize: 4,
      topkBlocks: 3,
    },
    {
      hiddenSize: 48,
      numHeads: 12,
      numKvHeads: 4,
      headDim: 8,
      indexNumHeads: 1,
      indexHeadDim: 16,
      blockSize: 4,
      topkBlocks: 2,
    },
  ];

  private readonly indexer;

  constructor(options: LayerOptions<z.input<typeof blockSparseAttentionSpec>>) {
    super(options);
    const { hiddenSize, indexNumHeads, indexHeadDim: width, blockSize, topkBlocks } = this.spec;
    const heads = Math.max(1, indexNumHeads / this.parallelism.tensorParallel);
    const keys = this.keep({
      name: 'index_key',
      elementsPerPosition: width,
      retention: everyPosition,
      positionsSplitOver: 'contextParallel',
    });
    const norm = (name: string): LocalTensor => this.weight({ name, shape: [width] });
    const pairTraffic = (8 * heads) / blockSize;
    this.indexer = {
      visible: causal(),
      most: topkBlocks,
      project: this.product(
        'index_proj',
        this.linear({
          name: 'index_q_proj',
          inputs: hiddenSize,
          outputs: indexNumHeads * width,
          split: 'outputs',
          units: indexNumHeads,
        }),
        this.linear({ name: 'index_k_proj', inputs: hiddenSize, outputs: width }),
      ),
      projected: this.buffer('index_query_key', (heads + 1) * width),
      normalise: this.elementwise('index_norm', (heads + 1) * width, {
        flopsPerElement: 5,
        weights: [norm('index_q_norm.weight'), norm('index_k_norm.weight')],
        isFusible: true,
      }),
      exchangeKeys: this.exchange(
        'allGather',
        'contextParallel',
        'exchange_index_keys',
        width,
        'kvCache',
      ),
      score: this.attentionOver(
        [keys],
        { heads, kvHeads: 1, keyWidth: width, valueWidth: 0 },
        { name: 'index_scores' },
      ),
      // A single-precision score is written and read for every head and block.
      pick: { ...this.elementwise('index_top_k', 1), trafficBytesPerRow: pairTraffic },
      exchangeScores: this.exchange(
        'allGather',
        'contextParallel',
        'exchange_index_scores',
        heads,
        scoreDtype,
      ),
      // Chosen blocks, as 32-bit whole numbers.
      selection: { ...this.buffer('selection', heads * topkBlocks), bytesPerElement: 4 },
    };
  }

  protected override visible(): Visibility {
    return selected(this.spec.topkBlocks * this.spec.blockSize);
  }

  protected override check(faults: FaultList): void {
    super.check(faults);
    const { indexNumHeads } = this.spec;
    // Beyond their number the indexer's heads are replicated, as are those of keys and values.
    if (this.parallelism.tensorParallel % indexNumHeads === 0) return;
    this.requireDivides(faults, 'tensorParallel', 'indexNumHeads', indexNumHeads);
  }

  protected override prepare(step: StepFrame, sequences: number, work: Work): void {
    const { indexer } = this;
    const rows = sequences * step.tokens(this.parallelism.contextParallel);
    work.matmul(indexer.project, rows);
    work.hold(indexer.projected, rows);
    work.pass(indexer.normalise, rows);
    scoreAndPick(indexer, step, sequences, Math.ceil(step.length / this.spec.blockSize), work);
    work.hold(indexer.selection, rows);
  }
}
