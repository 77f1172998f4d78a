import type { Finding } from '@mantile/config';
import type { Gap } from './gap.ts';

/**
 * What a gap report needs to know of the model around the gap.
 *
 * @example
 * import { gapsOf, type GapContext } from '@mantile/hf';
 * const context: GapContext = gapsOf({ config: { hidden_size: 64 }, tensors: [] }).context;
 * context.sizes // => { hiddenSize: 64 }
 * @category Gap reports
 */
export interface GapContext {
  /** The name of the model's config. */
  readonly modelId: string;
  /** For people. */
  readonly modelName: string;
  readonly hfModelId?: string | undefined;
  /** HuggingFace's `model_type`. */
  readonly modelType?: string | undefined;
  /** Sizes that the configuration states, by the names that specs have for them. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Parameters of the whole model. */
  readonly parameters: number;
  /** FLOPs of one token without context, gaps included as far as tensors tell. */
  readonly flopsPerToken: number;
}

/**
 * All gaps of a model, and the proof that nothing was left out.
 *
 * @example
 * import { gapsOf, type ModelGaps } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const found: ModelGaps = gapsOf({ config: {}, tensors });
 * [found.unexplainedTensors, found.unaccountedTensors] // => [1, 0]
 * @category Gap reports
 */
export interface ModelGaps {
  readonly gaps: readonly Gap[];
  readonly context: GapContext;
  /** Tensors of the checkpoint, unpacked. */
  readonly tensors: number;
  /** Those among them that no layer explains. */
  readonly unexplainedTensors: number;
  /** Tensors of layers that cannot be made from the configuration, as the findings say: in no gap, nor explained. */
  readonly unreadTensors: number;
  /** Those among the unexplained that belong to no gap: none, or the list is wrong. */
  readonly unaccountedTensors: number;
  /** What was found while the model was read. */
  readonly findings: readonly Finding[];
}
