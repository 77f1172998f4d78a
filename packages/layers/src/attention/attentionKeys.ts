import * as z from 'zod';
import { dtypeName, size } from '../internal/schema.ts';

/** The spec keys that all attention over heads of one width shares, to be spread into a kind's own. */
export const attentionKeys = {
  /** Width of the model. */
  hiddenSize: size,
  /** Query heads. */
  numHeads: size,
  /** Width of a query and a key, per head; hiddenSize / numHeads when absent. */
  headDim: size.optional(),
  /** Width of a value, per head; headDim when absent. */
  vHeadDim: size.optional(),
  /** Whether the projections have biases: those of queries, keys, values and output. */
  hasBias: z.boolean().default(false),
  /** Whether the projections of queries, keys and values have biases, where it is not as `hasBias` says. */
  qkvBias: z.boolean().optional(),
  /** Whether that of keys has one, where it is not as the others' (Whisper). */
  kBias: z.boolean().optional(),
  /** Whether the output projection has a bias, where it is not as `hasBias` says. */
  oBias: z.boolean().optional(),
  /** Whether the projections clip their inputs and outputs to stored bounds (the encoders of Gemma 4). */
  clipsProjections: z.boolean().default(false),
  /**
   * Norm of queries and keys, by the width of its weights: `perHead` [headDim], `fullWidth` [numHeads · headDim],
   * `perHeadAndDimension` [numHeads, headDim], or `weightless`; none when absent.
   */
  qkNorm: z.enum(['perHead', 'fullWidth', 'perHeadAndDimension', 'weightless']).optional(),
  /** Whether values are normed too, without a weight (Gemma 4). */
  vNorm: z.boolean().default(false),
  /** Whether each head has a learned logit that takes part in its softmax (gpt-oss); nothing of it is cached. */
  sinkLogits: z.boolean().default(false),
  /**
   * Gate on the heads' results: `elementwise` from a query projection that is wider by the values' width
   * (twice as wide, as a rule), `perHead` from a projection of its own to one scalar a head.
   */
  outputGate: z.enum(['elementwise', 'perHead']).optional(),
  /**
   * Whether one projection serves as keys and values. Both are cached all the same: keys are normed and
   * rotated after it, values are not (Gemma 4).
   */
  attentionKEqV: z.boolean().default(false),
  /**
   * Whether keys and values are another layer's: this one projects and writes none, and reads that cache. Its own
   * key and value tensors may lie in the checkpoint unused (`stored`, as in Gemma 3n and 4) or not (`absent`).
   */
  sharedKv: z.enum(['stored', 'absent']).optional(),
  /** Width of a low-rank adapter (LoRA) on the projections of `loraTargets`; no adapter when absent. */
  loraRank: size.optional(),
  /** Scale of the adapter, over its rank; it costs nothing. */
  loraAlpha: z.number().positive().optional(),
  /** The projections with an adapter; q and v when absent. */
  loraTargets: z
    .array(z.enum(['q', 'k', 'v', 'o']))
    .nonempty()
    .optional(),
  /** Whether the adapter is added to the weights beforehand, and so free. */
  loraIsMerged: z.boolean().optional(),
  /** Adapters held side by side; each sequence uses one of them, all equally likely. */
  loraNumAdapters: size.optional(),
  /** Number format of the adapters, where it is not that of the layer's weights. */
  loraAdapterDtype: dtypeName.optional(),
  /** Whether queries and keys are rotated by their position; it costs nothing that is counted. */
  ropeEnabled: z.boolean().default(false),
  /** Base of the rotation's frequencies; it costs nothing. */
  ropeBase: z.number().positive().optional(),
  /** Dropout of the scores in training; inference has none. */
  dropoutP: z.number().min(0).max(1).default(0),
};

/** Whether a token sees only those before it, or those on both sides, as in an encoder; that keeps no cache. */
export const isCausal = z.boolean().default(true);

/** Key and value heads, each shared by a group of query heads. */
export const numKvHeads = size;

/**
 * The checked spec of any attention over heads of one width.
 *
 * @example
 * import { attentionSpec, type AttentionSpec } from '@mantile/layers';
 * const spec: AttentionSpec = attentionSpec.parse({ hiddenSize: 512, numHeads: 8 });
 * spec.sinkLogits // => false
 * @category Specs
 */
export interface AttentionSpec extends z.output<z.ZodObject<typeof attentionKeys>> {
  readonly numKvHeads?: number | undefined;
  readonly isCausal?: boolean | undefined;
}
