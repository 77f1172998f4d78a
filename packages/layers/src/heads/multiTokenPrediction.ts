import { Layer, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link MultiTokenPredictionLayer}.
 *
 * @example
 * import { multiTokenPredictionSpec } from '@mantile/layers';
 * multiTokenPredictionSpec.parse({ hiddenSize: 7168, vocabSize: 129280 }).hasOwnHead // => false
 * @category Specs
 */
export const multiTokenPredictionSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Rows of the embedding, and logits. */
  vocabSize: size,
  /** Whether the module stores an embedding of its own; it looks up the model's otherwise. */
  hasOwnEmbedding: z.boolean().default(false),
  /** Whether the module stores an output head of its own; it uses the model's otherwise. */
  hasOwnHead: z.boolean().default(false),
  /** Residual streams of a model with hyper-connections: the hidden state is projected in each of them. */
  numStreams: size.default(1),
});

/**
 * What a multi-token-prediction module adds around its transformer layer: the last token's embedding and
 * the model's hidden state are normed and projected together into the layer's input, and the layer's output is
 * normed and scored. The transformer layer itself is listed as ordinary layers.
 *
 * With width d and vocabulary V: 2·d·d + 3·d weights, and V·d for each of embedding and head that it stores itself;
 * per token 4·d·d FLOPs and 5·d for each of two norms; per scored token (in prefill the last of a sequence) 5·d and
 * 2·V·d. With m residual streams the hidden state's norm and projection run m times. Projections are replicated;
 * tensor parallelism cuts embedding and head over the vocabulary.
 *
 * @example
 * import { MultiTokenPredictionLayer } from '@mantile/layers';
 * const module = { hiddenSize: 7168, vocabSize: 129280, hasOwnEmbedding: true, hasOwnHead: true };
 * new MultiTokenPredictionLayer(module).parameterCount.total // => 1956140032
 * @category Heads
 */
export class MultiTokenPredictionLayer extends Layer<typeof multiTokenPredictionSpec> {
  static readonly kind = 'MultiTokenPredictionLayer';
  static readonly specSchema = multiTokenPredictionSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof multiTokenPredictionSpec>[] = [
    { hiddenSize: 48, vocabSize: 1001 },
    { hiddenSize: 48, vocabSize: 1000, hasOwnEmbedding: true, hasOwnHead: true },
    { hiddenSize: 48, vocabSize: 1000, numStreams: 4 },
  ];

  private readonly fetch;
  private readonly reduceEmbedding;
  private readonly inputs;
  private readonly normaliseEmbedding;
  private readonly normaliseHidden;
  private readonly projectEmbedding;
  private readonly projectHidden;
  private readonly output;
  private readonly normaliseOutput;
  private readonly score;
  private readonly logits;
  private readonly gatherLogits;

  constructor(options: LayerOptions<z.input<typeof multiTokenPredictionSpec>>) {
    super(options);
    const { hiddenSize, vocabSize, hasOwnEmbedding, hasOwnHead, numStreams } = this.spec;
    const byVocabulary = (name: string, owner: string | undefined) =>
      this.weight({
        name,
        shape: [vocabSize, hiddenSize],
        shards: [{ axis: 'tensorParallel', dimension: 0, units: vocabSize }],
        sharedWith: owner,
      });
    const norm = (name: string, width = hiddenSize) =>
      this.elementwise(name, width, {
        flopsPerElement: 5,
        weights: [this.weight({ name: `${name}.weight`, shape: [hiddenSize] })],
      });
    const square = (name: string) =>
      this.product(name, this.linear({ name, inputs: hiddenSize, outputs: hiddenSize }));

    const table = byVocabulary('embed_tokens.weight', hasOwnEmbedding ? undefined : 'embedding');
    this.fetch = this.lookUp('look_up', table);
    this.reduceEmbedding = this.exchange(
      'allReduce',
      'tensorParallel',
      'reduce_embedding',
      hiddenSize,
    );
    this.inputs = this.buffer('inputs', (1 + numStreams) * hiddenSize);
    this.normaliseEmbedding = norm('embedding_norm');
    this.normaliseHidden = norm('hidden_norm', numStreams * hiddenSize);
    // Two halves of one matrix where there is one stream; either way two products added.
    this.projectEmbedding = square('embedding_proj');
    this.projectHidden = square('hidden_proj');
    this.output = this.buffer('output', numStreams * hiddenSize);
    this.normaliseOutput = norm('output_norm');
    const head = byVocabulary('lm_head.weight', hasOwnHead ? undefined : 'lm_head');
    this.score = this.product('lm_head', { weight: head, biasPerRow: 0, averageBiasPerRow: 0 });
    this.logits = this.buffer('logits', head.shape[0] ?? vocabSize, head.averageShape[0]);
    this.gatherLogits = this.exchange('allGather', 'tensorParallel', 'gather_logits', vocabSize);
  }

  forward(step: StepFrame, work: Work): void {
    const { attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const rows = this.rows(step);
    const scored = step.phase === 'prefill' ? sequences : rows;
    work.gather(this.fetch, rows);
    work.collective(this.reduceEmbedding, rows);
    work.hold(this.inputs, rows);
    work.pass(this.normaliseEmbedding, rows);
    work.pass(this.normaliseHidden, rows);
    work.matmul(this.projectEmbedding, rows);
    work.matmul(this.projectHidden, rows * this.spec.numStreams);
    work.hold(this.output, rows);
    work.pass(this.normaliseOutput, scored);
    work.matmul(this.score, scored);
    work.hold(this.logits, scored);
    work.collective(this.gatherLogits, scored);
  }
}
