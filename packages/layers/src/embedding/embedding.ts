import { Layer, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of an {@link EmbeddingLayer}.
 *
 * @example
 * import { embeddingSpec } from '@mantile/layers';
 * embeddingSpec.parse({ vocabSize: 128256, hiddenSize: 4096 }).vocabParallel // => undefined
 * @category Specs
 */
export const embeddingSpec = z.strictObject({
  /** Rows of the table. */
  vocabSize: size,
  /** Width of the model. */
  hiddenSize: size,
  /** Whether tensor parallelism cuts the table; when absent, it does from 100,001 rows on. */
  vocabParallel: z.boolean().optional(),
});

/**
 * The token table: one row looked up per token, no FLOPs.
 *
 * Cut over the vocabulary, each package knows its own rows only, and an all-reduce completes the result.
 *
 * @example
 * import { EmbeddingLayer } from '@mantile/layers';
 * const table = new EmbeddingLayer({ vocabSize: 128256, hiddenSize: 4096, parallelism: { tensorParallel: 8 } });
 * table.computeWeightMemory() // => 131334144
 * @category Embedding
 */
export class EmbeddingLayer extends Layer<typeof embeddingSpec> {
  static readonly kind = 'EmbeddingLayer';
  static readonly specSchema = embeddingSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [
    { vocabSize: 1000, hiddenSize: 48 },
    { vocabSize: 1001, hiddenSize: 48, vocabParallel: true },
  ];

  private readonly fetch;
  private readonly complete;

  constructor(options: LayerOptions<z.input<typeof embeddingSpec>>) {
    super(options);
    const { vocabSize, hiddenSize, vocabParallel = vocabSize > 100_000 } = this.spec;
    const table = this.weight({
      name: 'weight',
      shape: [vocabSize, hiddenSize],
      ...(vocabParallel && {
        shards: [{ axis: 'tensorParallel', dimension: 0, units: vocabSize }],
      }),
    });
    this.fetch = this.lookUp('look_up', table);
    this.complete = this.stretch(
      this.buffer('output', hiddenSize),
      vocabParallel
        ? this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize)
        : undefined,
    );
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.gather(this.fetch, rows);
    work.stretch(this.complete, rows);
  }
}
