import type { Finding } from '@mantile/config';
import type { Tensor } from '../tensors/tensor.ts';
import { analyzeLayerStructure } from './analyzeLayerStructure.ts';
import { compareWithClaims } from './compareWithClaims.ts';
import { countParameters, type CountOptions } from './countParameters.ts';

/**
 * What somebody else says of a model, to be held against its tensors.
 *
 * @example
 * import { validateConfig, type Expectations } from '@mantile/hf';
 * const expected: Expectations = { expectedLayers: 80 };
 * validateConfig([], expected).valid // => false
 * @category Structure
 */
export interface Expectations extends CountOptions {
  /** Parameters, from the model's card. */
  readonly expectedParams?: number | undefined;
  /** Layers of the text model, from the paper. */
  readonly expectedLayers?: number | undefined;
  /** How far parameters may be off, as a share; 0.01 when absent, since cards round. */
  readonly tolerance?: number | undefined;
}

/**
 * Whether a model is what somebody says, and what is otherwise.
 *
 * @example
 * import { validateConfig, type Validation } from '@mantile/hf';
 * const validation: Validation = validateConfig([], {});
 * validation // => { valid: true, discrepancies: [] }
 * @category Structure
 */
export interface Validation {
  readonly valid: boolean;
  readonly discrepancies: readonly Finding[];
}

/**
 * Holds a model's tensors against what its card or paper says.
 *
 * @example
 * import { validateConfig } from '@mantile/hf';
 * const tensors = [{ name: 'lm_head.weight', shape: [1000, 1000], dtype: 'BF16' as const }];
 * const { valid, discrepancies } = validateConfig(tensors, { expectedParams: 2_000_000 });
 * valid // => false
 * discrepancies.map(({ message }) => message) // => ['the tensors hold 1000000 parameters (1.0M), 50.0 % less than the 2000000 expected.']
 * @category Structure
 */
export function validateConfig(tensors: readonly Tensor[], expected: Expectations): Validation {
  const discrepancies = compareWithClaims(
    {
      where: 'the tensors hold',
      parameters: () => countParameters(tensors, expected).total,
      layers: () => analyzeLayerStructure(tensors).numLayers,
    },
    expected,
  );
  return { valid: discrepancies.length === 0, discrepancies };
}
