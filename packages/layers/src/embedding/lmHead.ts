import { Layer, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of an {@link LMHeadLayer}.
 *
 * @example
 * import { lmHeadSpec } from '@mantile/layers';
 * lmHeadSpec.parse({ vocabSize: 32000, hiddenSize: 4096 }).tied // => false
 * @category Specs
 */
export const lmHeadSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Logits per position. */
  vocabSize: size,
  /** Whether the weight is the embedding's, stored there. */
  tied: z.boolean().default(false),
  /** Whether a bias is added to the logits; it is the head's own, tied or not. */
  hasBias: z.boolean().default(false),
  /** Whether a prompt is scored at every position, not only at its last. */
  scoresAllPositions: z.boolean().default(false),
});

/**
 * The projection to the vocabulary: in prefill of each sequence's last position, in decode of every new token.
 *
 * Tensor parallelism cuts the vocabulary and gathers the logits. A tied head stores nothing, but reads the
 * embedding's table all the same.
 *
 * @example
 * import { LMHeadLayer } from '@mantile/layers';
 * const head = new LMHeadLayer({ vocabSize: 128256, hiddenSize: 4096 });
 * head.computeFlops({ phase: 'prefill', batchSize: 2, seqLen: 4096 }) // => 2101346304
 * @category Embedding
 */
export class LMHeadLayer extends Layer<typeof lmHeadSpec> {
  static readonly kind = 'LMHeadLayer';
  static readonly specSchema = lmHeadSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [
    { hiddenSize: 48, vocabSize: 1001 },
    { hiddenSize: 48, vocabSize: 1000, tied: true, scoresAllPositions: true },
    { hiddenSize: 48, vocabSize: 1001, hasBias: true },
  ];

  private readonly score;

  constructor(options: LayerOptions<z.input<typeof lmHeadSpec>>) {
    super(options);
    const { vocabSize, hiddenSize, tied, hasBias } = this.spec;
    const shards = [{ axis: 'tensorParallel', dimension: 0, units: vocabSize }] as const;
    const weight = this.weight({
      name: 'weight',
      shape: [vocabSize, hiddenSize],
      shards,
      ...(tied && { sharedWith: 'embedding' }),
    });
    const bias = hasBias ? this.weight({ name: 'bias', shape: [vocabSize], shards }) : undefined;
    this.score = this.stretch(
      this.buffer('input', hiddenSize),
      this.product('lm_head', {
        weight,
        ...(bias !== undefined && { bias }),
        biasPerRow: bias?.shape[0] ?? 0,
        averageBiasPerRow: bias?.averageShape[0] ?? 0,
      }),
      this.buffer('logits', weight.shape[0] ?? vocabSize, weight.averageShape[0]),
      this.exchange('allGather', 'tensorParallel', 'gather_logits', vocabSize),
    );
  }

  forward(step: StepFrame, work: Work): void {
    const rows = step.sequences(this.parallelism.attentionDataParallel) * this.positions(step);
    work.stretch(this.score, rows);
  }

  private positions(step: StepFrame): number {
    if (step.phase === 'prefill' && !this.spec.scoresAllPositions) return 1;
    const { sequenceParallel, contextParallel } = this.parallelism;
    return step.tokens(sequenceParallel * contextParallel);
  }
}
