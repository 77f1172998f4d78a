import type { DtypeName, DtypeRole } from '@mantile/core';

/**
 * The parts that a model may have beside its text model: each has layers of its own, which run at other times.
 *
 * @example
 * import { modelParts, type ModelPart } from '@mantile/config';
 * const part: ModelPart = 'vision';
 * modelParts.includes(part) // => true
 * @category Model configs
 */
export type ModelPart = (typeof modelParts)[number];

/**
 * All parts: the text model itself, towers that encode images and sound, an encoder that a decoder attends to,
 * and the layers that predict several tokens ahead.
 *
 * @example
 * import { modelParts } from '@mantile/config';
 * modelParts[0] // => 'text'
 * @category Model configs
 */
export const modelParts = ['text', 'vision', 'audio', 'encoder', 'mtp'] as const;

/**
 * A tensor of a layer that no class describes: what is known of it all the same.
 *
 * @example
 * import type { UnknownTensor } from '@mantile/config';
 * const tensor: UnknownTensor = { name: 'router.scale', shape: [128], dtype: 'fp32' };
 * tensor.shape // => [128]
 * @category Model configs
 */
export interface UnknownTensor {
  /** Name below the layer's prefix. */
  readonly name: string;
  readonly shape: readonly number[];
  /** The number format, where it is not that of the layer's weights. */
  readonly dtype?: DtypeName | undefined;
}

/**
 * One type of layer of a model: its class and spec, and how many of it there are.
 *
 * @example
 * import type { LayerTypeConfig } from '@mantile/config';
 * const attention: LayerTypeConfig = {
 *   name: 'attention.sliding',
 *   class: 'SlidingWindowAttentionLayer',
 *   count: 5,
 *   layerIndices: '0-4',
 *   supported: true,
 *   specs: { hiddenSize: 64, numHeads: 4, numKvHeads: 1, windowSize: 128 },
 * };
 * attention.specs['numKvHeads'] // => 1
 * @category Model configs
 */
export interface LayerTypeConfig {
  /**
   * `attention`, `feedforward`, `norm`, `embedding` or `head`, refined behind a dot where there are several
   * (`attention.sliding`); layers outside the text model start with their part (`vision.attention`).
   */
  readonly name: string;
  /** The layer kind, as the registry knows it. */
  readonly class: string;
  readonly count: number;
  /** Which of the part's layers these are, counted from 0: `0-2,5`; absent where they have no place of their own. */
  readonly layerIndices?: string | undefined;
  /** Whether the registry has the class. */
  readonly supported: boolean;
  /** Where the gap report of an unsupported layer lies. */
  readonly gapReport?: string | undefined;
  /** Number formats that differ from the model's. */
  readonly dtypes?: Readonly<Partial<Record<DtypeRole, DtypeName>>> | undefined;
  /** The tensors of one layer, where the class is not known. */
  readonly tensors?: readonly UnknownTensor[] | undefined;
  /** What the class takes, and beside it `layerIdx`, `inputDim`, `outputDim` and `parameterCount`, which are checked. */
  readonly specs: Readonly<Record<string, unknown>>;
}

/**
 * A model in Mantile's terms: its types of layers with their counts, its exact size, and where that is known from.
 * Files hold the same in snake_case, as a {@link ModelConfigDocument}.
 *
 * @example
 * import { decodeModelConfig, type ModelConfig } from '@mantile/config';
 * import { tinyllama_1_1b_chat } from '@mantile/config/models';
 * const config: ModelConfig = decodeModelConfig(tinyllama_1_1b_chat);
 * config.totalParams // => 1100048384
 * @category Model configs
 */
export interface ModelConfig {
  /** The name of the file, without `.json`. */
  readonly modelId: string;
  readonly hfModelId?: string | undefined;
  /** For people. */
  readonly name: string;
  /** The family of models, as HuggingFace's `model_type` names it. */
  readonly family?: string | undefined;
  readonly hiddenSize: number;
  /** Layers of the text model. */
  readonly numLayers: number;
  readonly vocabSize: number;
  /** The longest context that the model is made for. */
  readonly maxPositionEmbeddings?: number | undefined;
  /** Parameters of all layers: each once, unpacked, without quantisation scales and integer tables. */
  readonly totalParams: number;
  readonly totalParamsFormatted: string;
  /** The same by part. */
  readonly paramsByPart?: Readonly<Partial<Record<ModelPart, number>>> | undefined;
  /** Number format of the weights; bf16 when absent. */
  readonly dtype?: DtypeName | undefined;
  readonly layerTypes: readonly LayerTypeConfig[];
  readonly validated: boolean;
  readonly validationNotes?: string | undefined;
  readonly validationSources?: readonly string[] | undefined;
}
