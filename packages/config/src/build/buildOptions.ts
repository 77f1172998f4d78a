import type { DtypeOptions, LayerRegistry, ParallelismOptions } from '@mantile/core';
import type { ModelPart } from '../modelConfig.ts';

/**
 * What a part of a model does in a step: it runs; it rests, holding its weights only; or it is absent, not loaded.
 *
 * @example
 * import { buildModel, type PartState } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * const text: PartState = 'runs';
 * buildModel(llama_3_1_8b, { parts: { text } }).parameterCount.total // => 8030261248
 * @category Building
 */
export type PartState = 'runs' | 'rests' | 'absent';

/**
 * What to build differently for one type of layer.
 *
 * @example
 * import { buildModel, type LayerOverrides } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * const attention: LayerOverrides = { dtypes: { kvCache: 'fp8' } };
 * const model = buildModel(llama_3_1_8b, { layers: { attention } });
 * model.blocks.find(({ name }) => name === 'attention')?.layer.dtypes.kvCache.name // => 'fp8'
 * @category Building
 */
export interface LayerOverrides extends DtypeOptions {
  /** The degrees of this very layer; their product is that of all other layers. */
  readonly parallelism?: ParallelismOptions | undefined;
  /** Keys of the layer's spec, in camelCase. */
  readonly specs?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What may differ between the prefill and the decode of one model.
 *
 * @example
 * import type { PhaseOptions } from '@mantile/config';
 * const decode: PhaseOptions = { parallelism: { attentionDataParallel: 8, expertParallel: 8 } };
 * decode.parallelism?.expertParallel // => 8
 * @category Building
 */
export interface PhaseOptions extends DtypeOptions {
  /**
   * The plan of the whole model. Its packages are the product of the degrees without `expertParallel`, which says
   * how many of these packages share the experts of a layer; each layer gets the degrees that it can have.
   */
  readonly parallelism?: ParallelismOptions | undefined;
  /** What is different for a type of layer, by its name. */
  readonly layers?: Readonly<Record<string, LayerOverrides>> | undefined;
  /** What each part does; text runs, and all others rest, unless said otherwise. */
  readonly parts?: Readonly<Partial<Record<ModelPart, PartState>>> | undefined;
}

/**
 * How to build a model from its config.
 *
 * @example
 * import { buildModel, type BuildOptions } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * const options: BuildOptions = { parallelism: { tensorParallel: 4 }, dtypes: { kvCache: 'fp8' } };
 * buildModel(llama_3_1_8b, options).numPackages // => 4
 * @category Building
 */
export interface BuildOptions extends PhaseOptions {
  /** The kinds of layers that there are; `standardLayers` when absent. */
  readonly registry?: LayerRegistry | undefined;
  /** Which end of its bounds a layer without an implementation is built at; `upper` when absent. */
  readonly unknown?: 'lower' | 'upper' | undefined;
  /** Whether layers without an implementation are refused. */
  readonly strict?: boolean | undefined;
}
