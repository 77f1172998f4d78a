import type { LayerRegistry } from '@mantile/core';
import type { Finding } from '../finding.ts';
import type { ModelConfig } from '../modelConfig.ts';

/**
 * How to validate a model config.
 *
 * @example
 * import { validateModelConfig, type ValidationOptions } from '@mantile/config';
 * const options: ValidationOptions = { fileName: 'configs/toy.json' };
 * const { errors } = validateModelConfig({ model_id: 'toi' }, options);
 * errors.some(({ code }) => code === 'config.model_id_mismatch') // => true
 * @category Model configs
 */
export interface ValidationOptions {
  /** The layer classes that are known; the standard ones when absent. */
  readonly registry?: LayerRegistry | undefined;
  /** The name of the file, with or without its folder, which `model_id` must equal. */
  readonly fileName?: string | undefined;
  /** Whether warnings, too, make a config invalid. */
  readonly strict?: boolean | undefined;
}

/**
 * What came of validating a model config: everything found at once.
 *
 * @example
 * import { validateModelConfig, type ModelConfigValidation } from '@mantile/config';
 * const validation: ModelConfigValidation = validateModelConfig('{ "model_id": NaN }');
 * validation.errors[0] // => {
 * //   code: 'config.not_finite',
 * //   severity: 'error',
 * //   path: 'model_id',
 * //   message: 'NaN is no number of JSON.',
 * //   fix: 'State a number, or leave the key out where there is none.' }
 * @category Model configs
 */
export interface ModelConfigValidation {
  /** Whether there are no errors; and no warnings, where `strict` asks for that. */
  readonly valid: boolean;
  /** What makes it wrong. */
  readonly errors: readonly Finding[];
  /** What may be meant as it is, and looks otherwise. */
  readonly warnings: readonly Finding[];
  /** The config in the form of code, where its keys and types are right; its facts may be wrong all the same. */
  readonly config: ModelConfig | undefined;
}
