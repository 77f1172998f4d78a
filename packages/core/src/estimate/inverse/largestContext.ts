import { FaultList, requireWholeNumber } from '../../errors.ts';
import type { Chip, System } from '../../hardware/system.ts';
import { Estimator } from '../estimator.ts';
import type { EstimateOptions, ServedModel } from '../options.ts';
import type { MemoryEstimate } from '../types.ts';
import type { BindingConstraint } from './answer.ts';
import { largestWhole } from './largestWhole.ts';

/**
 * What is to be held: how many sequences, of up to how many tokens each.
 *
 * @example
 * import type { ContextQuestion } from '@mantile/core';
 * const question: ContextQuestion = { sequences: 8, most: 131072 };
 * question.most // => 131072
 * @category Inverse questions
 */
export interface ContextQuestion {
  /** Sequences at a time in each replica. */
  readonly sequences: number;
  /** Where the model's own limit lies. */
  readonly most: number;
}

/**
 * The longest sequences that fit, prompt and answer together.
 *
 * @example
 * import type { ContextAnswer } from '@mantile/core';
 * const isModelBound = ({ boundBy }: ContextAnswer) => boundBy === 'limit';
 * typeof isModelBound // => 'function'
 * @category Inverse questions
 */
export interface ContextAnswer {
  /** 0 when not even one token fits. */
  readonly tokens: number;
  /** `limit` when the model's own limit is reached before memory is full. */
  readonly boundBy: BindingConstraint;
  readonly memory: MemoryEstimate;
}

/**
 * The longest context that so many sequences can have at a time.
 *
 * @example
 * import { largestContext } from '@mantile/core';
 * import { buildModel } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * import { system } from '@mantile/hardware';
 * const { boundBy } = largestContext(buildModel(llama_3_1_8b), system('dgx-h100'), { sequences: 1, most: 131072 });
 * boundBy // => 'limit'
 * @category Inverse questions
 */
export function largestContext(
  model: ServedModel,
  hardware: Chip | System,
  { sequences, most }: ContextQuestion,
  options: EstimateOptions = {},
): ContextAnswer {
  const faults = new FaultList();
  requireWholeNumber(faults, 'option.invalid', 'question.sequences', sequences, 1);
  requireWholeNumber(faults, 'option.invalid', 'question.most', most, 2);
  faults.throwIfAny();
  const { memory } = new Estimator(model, hardware, options);
  const of = (tokens: number): MemoryEstimate => memory.estimateContext(sequences, tokens);
  const { value } = largestWhole(most, (tokens) => (of(tokens).fits ? undefined : 'memory'));
  return {
    tokens: value,
    boundBy: value === most ? 'limit' : 'memory',
    memory: of(Math.max(value, 1)),
  };
}
