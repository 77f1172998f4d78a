import { FaultList, requireWholeNumber } from '../../errors.ts';
import type { Chip, System } from '../../hardware/system.ts';
import type { Load, Workload } from '../../workload.ts';
import { describeValue } from '../../internal/describeValue.ts';
import { Estimator } from '../estimator.ts';
import type { EstimateOptions, ServedModel } from '../options.ts';
import { readRequest } from '../requestShape.ts';
import type { Estimate } from '../types.ts';
import { brokenBy, type BindingConstraint, type ServiceLimits } from './answer.ts';
import { checkQuestion } from './checkLimits.ts';
import { largestWhole } from './largestWhole.ts';

/**
 * What requests look like, and whether a batch or a number of users is asked for.
 *
 * @example
 * import type { LoadQuestion } from '@mantile/core';
 * const question: LoadQuestion = { inputTokens: 1024, outputTokens: 256, kind: 'concurrency', maxTpotMs: 30 };
 * question.kind // => 'concurrency'
 * @category Inverse questions
 */
export interface LoadQuestion extends Omit<Workload, 'load'>, ServiceLimits {
  readonly kind: 'batch' | 'concurrency';
  /** Where the search ends; 65,536 when absent. */
  readonly most?: number | undefined;
}

/**
 * The largest load that keeps within all limits.
 *
 * @example
 * import type { LoadAnswer } from '@mantile/core';
 * const isPossible = ({ requests }: LoadAnswer) => requests > 0;
 * typeof isPossible // => 'function'
 * @category Inverse questions
 */
export interface LoadAnswer {
  /** 0 when a single one breaks a limit. */
  readonly requests: number;
  readonly boundBy: BindingConstraint;
  /** At that load; at a single request when there is none. */
  readonly estimate: Estimate;
}

/**
 * The largest batch, or the most users, that fit into memory and keep within limits of time.
 *
 * @example
 * import { largestLoad } from '@mantile/core';
 * import { buildModel } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * import { system } from '@mantile/hardware';
 * const question = { kind: 'batch', inputTokens: 8000, outputTokens: 192, maxTpotMs: 40 } as const;
 * const { requests, boundBy } = largestLoad(buildModel(llama_3_1_8b), system('dgx-h100'), question);
 * [requests > 40, boundBy] // => [true, 'memory']
 * @category Inverse questions
 */
export function largestLoad(
  model: ServedModel,
  hardware: Chip | System,
  question: LoadQuestion,
  options: EstimateOptions = {},
): LoadAnswer {
  checkLoadQuestion(question);
  const { kind, most = 65_536, maxTtftMs, maxTpotMs, maxE2eMs, ...shape } = question;
  const limits = { maxTtftMs, maxTpotMs, maxE2eMs };
  const estimator = new Estimator(model, hardware, options);
  const at = (requests: number): Estimate => {
    const load: Load = kind === 'batch' ? { kind, size: requests } : { kind, requests };
    return estimator.estimate({ ...shape, load });
  };
  const beyond = question.most === undefined ? 'search' : 'limit';
  const { value, broken } = largestWhole(most, (requests) => brokenBy(at(requests), limits));
  return { requests: value, boundBy: broken ?? beyond, estimate: at(Math.max(value, 1)) };
}

const keys: readonly (keyof LoadQuestion)[] = [
  'kind',
  'inputTokens',
  'outputTokens',
  'most',
  'cachedPrefixShare',
  'speculation',
];

/** Refuses what is no question, with all that is wrong with it. */
function checkLoadQuestion(question: LoadQuestion): void {
  const faults = new FaultList();
  checkQuestion(question, keys, 'question', faults);
  const { kind, most, inputTokens, outputTokens, cachedPrefixShare, speculation } = question;
  const legal = ['batch', 'concurrency'];
  if (!legal.includes(kind)) {
    const message = `expected "batch" or "concurrency", got ${describeValue(kind)}.`;
    faults.add({ code: 'option.invalid', path: 'question.kind', value: kind, legal, message });
  }
  if (most !== undefined) requireWholeNumber(faults, 'option.invalid', 'question.most', most, 1);
  const load: Load = { kind: 'batch', size: 1 };
  readRequest({ inputTokens, outputTokens, cachedPrefixShare, speculation, load }, faults);
  faults.throwIfAny();
}
