import { FaultList, requireWholeNumber } from '../../errors.ts';
import type { Chip, System } from '../../hardware/system.ts';
import type { Workload } from '../../workload.ts';
import { Estimator } from '../estimator.ts';
import type { EstimateOptions, ServedModel } from '../options.ts';
import { readRequest } from '../requestShape.ts';
import type { Estimate, MemoryEstimate } from '../types.ts';
import { exceededBy, type BindingConstraint, type ServiceLimits } from './answer.ts';
import { checkQuestion, isLimited } from './checkLimits.ts';
import { largestWhole } from './largestWhole.ts';

/**
 * What is to be held: how many sequences, of up to how many tokens each. Where times are limited, as many users send
 * prompts and get answers that together are so long.
 *
 * @example
 * import type { ContextQuestion } from '@mantile/core';
 * const question: ContextQuestion = { sequences: 8, most: 131072 };
 * question.most // => 131072
 * @category Inverse questions
 */
export interface ContextQuestion
  extends
    ServiceLimits,
    Partial<Pick<Workload, 'outputTokens' | 'cachedPrefixShare' | 'speculation'>> {
  /** Sequences at a time in each replica. */
  readonly sequences: number;
  /** Where the model's own limit lies; when absent, the search ends at 16,777,216. */
  readonly most?: number | undefined;
  /** Length of an answer, the rest being the prompt's: needed where times are limited. */
  readonly outputTokens?: Workload['outputTokens'];
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
  /** 0 when not even one token fits, or not even a prompt of one keeps within limits. */
  readonly tokens: number;
  /** `limit` when the model's own limit is reached before all others. */
  readonly boundBy: BindingConstraint;
  readonly memory: MemoryEstimate;
  /** At that context, where times are limited; with a prompt of one token when there is none. */
  readonly estimate?: Estimate | undefined;
}

/**
 * The longest context that so many sequences can have at a time, by memory and within limits of time.
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
  question: ContextQuestion,
  options: EstimateOptions = {},
): ContextAnswer {
  checkContextQuestion(question);
  const { sequences, most = farthest, outputTokens = 1, cachedPrefixShare, speculation } = question;
  const estimator = new Estimator(model, hardware, options);
  const isTimed = isLimited(question);
  const load = { kind: 'concurrency', requests: sequences * estimator.replicas } as const;
  const memoryAt = (tokens: number): MemoryEstimate =>
    estimator.memory.estimateContext(sequences, tokens);
  const estimateAt = (tokens: number): Estimate => {
    const inputTokens = Math.max(1, tokens - longestOf(outputTokens));
    return estimator.estimate({ inputTokens, outputTokens, cachedPrefixShare, speculation, load });
  };
  const { value, broken } = largestWhole(most, (tokens) => {
    if (!memoryAt(tokens).fits) return 'memory';
    return isTimed ? exceededBy(estimateAt(tokens), question) : undefined;
  });
  const tokens = Math.max(value, 1);
  return {
    tokens: value,
    boundBy: broken ?? (question.most === undefined ? 'search' : 'limit'),
    memory: memoryAt(tokens),
    ...(isTimed && { estimate: estimateAt(tokens) }),
  };
}

/** More than any model reads. */
const farthest = 16_777_216;

const keys: readonly (keyof ContextQuestion)[] = [
  'sequences',
  'most',
  'outputTokens',
  'cachedPrefixShare',
  'speculation',
];

/** Refuses what is no question, with all that is wrong with it. */
function checkContextQuestion(question: ContextQuestion): void {
  const faults = new FaultList();
  checkQuestion(question, keys, 'question', faults);
  const { sequences, most = farthest, outputTokens, cachedPrefixShare, speculation } = question;
  requireWholeNumber(faults, 'option.invalid', 'question.sequences', sequences, 1);
  requireWholeNumber(faults, 'option.invalid', 'question.most', most, 2);
  const note = (message: string, value: unknown): void => {
    faults.add({ code: 'option.invalid', path: 'question.outputTokens', value, message });
  };
  if (outputTokens !== undefined) {
    const load = { kind: 'batch', size: 1 } as const;
    readRequest({ inputTokens: 1, outputTokens, cachedPrefixShare, speculation, load }, faults);
  } else if (isLimited(question)) {
    note('say how long answers are: times are limited, and depend on that.', outputTokens);
  }
  faults.throwIfAny();
  if (isLimited(question) && longestOf(outputTokens ?? 0) >= most) {
    note(`of ${most} tokens in all, answers leave none for a prompt.`, outputTokens);
  }
  faults.throwIfAny();
}

function longestOf(tokens: Workload['outputTokens']): number {
  return typeof tokens === 'number' ? tokens : tokens.max;
}
