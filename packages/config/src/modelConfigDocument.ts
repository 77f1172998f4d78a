import type { DtypeName, DtypeRole } from '@mantile/core';
import type { ModelPart } from './modelConfig.ts';

/**
 * A type of layer as files hold it.
 *
 * @example
 * import type { LayerTypeDocument } from '@mantile/config';
 * const norm: LayerTypeDocument = {
 *   name: 'norm',
 *   class: 'RMSNormLayer',
 *   count: 65,
 *   supported: true,
 *   specs: { hidden_size: 4096 },
 * };
 * norm.specs['hidden_size'] // => 4096
 * @category Model configs
 */
export interface LayerTypeDocument {
  readonly name: string;
  readonly class: string;
  readonly count: number;
  readonly layer_indices?: string | undefined;
  readonly supported: boolean;
  /** Null stands for none. */
  readonly gap_report?: string | null | undefined;
  readonly dtypes?:
    Readonly<Partial<Record<'kv_cache' | Exclude<DtypeRole, 'kvCache'>, DtypeName>>> | undefined;
  readonly tensors?:
    | readonly {
        readonly name: string;
        readonly shape: readonly number[];
        readonly dtype?: DtypeName | undefined;
      }[]
    | undefined;
  readonly specs: Readonly<Record<string, unknown>>;
}

/**
 * A model config as files hold it, in snake_case; {@link ModelConfig} says what each key means.
 *
 * @example
 * import { llama_3_1_8b } from '@mantile/config/models';
 * import type { ModelConfigDocument } from '@mantile/config';
 * const document: ModelConfigDocument = llama_3_1_8b;
 * document.total_params // => 8030261248
 * @category Model configs
 */
export interface ModelConfigDocument {
  /** Where the schema of the file lies, for editors; code does without. */
  readonly $schema?: string | undefined;
  readonly model_id: string;
  readonly hf_model_id?: string | undefined;
  readonly name: string;
  readonly family?: string | undefined;
  readonly hidden_size: number;
  readonly num_layers: number;
  readonly vocab_size: number;
  readonly max_position_embeddings?: number | undefined;
  readonly total_params: number;
  readonly total_params_formatted: string;
  readonly params_by_part?: Readonly<Partial<Record<ModelPart, number>>> | undefined;
  readonly dtype?: DtypeName | undefined;
  readonly layer_types: readonly LayerTypeDocument[];
  readonly validated: boolean;
  readonly validation_notes?: string | undefined;
  readonly validation_sources?: readonly string[] | undefined;
}
