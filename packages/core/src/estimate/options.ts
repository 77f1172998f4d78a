import type { FaultList } from '../errors.ts';
import { readOptionGroup, requireWholeNumber } from '../errors.ts';
import type { System } from '../hardware/system.ts';
import { describeValue } from '../internal/describeValue.ts';
import { noteUnknownKeys } from '../internal/noteUnknown.ts';
import type { Fidelity } from '../metrics/measuring.ts';
import type { Model } from '../model.ts';
import type { CausalCount } from '../step.ts';
import type { CommunicationOverlap } from '../timing/overlap.ts';
import { checkEngine } from './engine/checkEngine.ts';
import { plainEngine, type EngineProfile } from './engine/engineProfile.ts';

/**
 * A model to be served: one for both phases, or one for each, as built for prompts and for generating.
 *
 * @example
 * import type { ServedModel } from '@mantile/core';
 * import { buildPhases } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * const served: ServedModel = buildPhases(llama_3_1_8b, { decode: { dtypes: { kvCache: 'fp8' } } });
 * 'decode' in served // => true
 * @category Estimates
 */
export type ServedModel = Model | { readonly prefill: Model; readonly decode: Model };

/**
 * How an estimate is made.
 *
 * @example
 * import type { EstimateOptions } from '@mantile/core';
 * const options: EstimateOptions = { replicas: 2, causal: 'exact' };
 * options.engine // => undefined
 * @category Estimates
 */
export interface EstimateOptions {
  /** `calibrated` when absent and the system carries an efficiency, else `ideal`. */
  readonly fidelity?: Fidelity | undefined;
  /** How requests are scheduled and what that costs; `plainEngine` when absent. Costs count when `calibrated`. */
  readonly engine?: EngineProfile | undefined;
  /** Whether pairs that the causal mask hides count as work; `exact`, they do not, when absent. */
  readonly causal?: CausalCount | undefined;
  /** Whether communication hides behind other work; `none` when absent. */
  readonly overlap?: CommunicationOverlap | undefined;
  /** Stages that the layers are dealt out to, each on as many packages as the model runs on; 1 when absent. */
  readonly pipelineStages?: number | undefined;
  /** Copies of the model among which the load is divided; 1 when absent. */
  readonly replicas?: number | undefined;
  /** The model that drafts tokens when decoding is speculative; drafting is free when absent. */
  readonly draft?: Model | undefined;
}

const keys: readonly (keyof EstimateOptions)[] = [
  'fidelity',
  'engine',
  'causal',
  'overlap',
  'pipelineStages',
  'replicas',
  'draft',
];

const choices = {
  fidelity: ['ideal', 'calibrated'],
  causal: ['dense', 'exact'],
  overlap: ['none', 'full'],
} as const;

/** Options with their defaults; what cannot be one is noted. */
export function readOptions(given: EstimateOptions, system: System, faults: FaultList) {
  const options: EstimateOptions = readOptionGroup(given, 'options', faults);
  noteUnknownKeys(options, keys, faults, 'options');
  for (const [key, legal] of Object.entries(choices)) {
    const value = options[key as keyof typeof choices];
    if (value === undefined || (legal as readonly string[]).includes(value)) continue;
    faults.add({
      code: 'option.invalid',
      path: `options.${key}`,
      value,
      legal,
      message: `expected ${legal.map((choice) => `"${choice}"`).join(' or ')}, got ${describeValue(value)}.`,
    });
  }
  const { pipelineStages = 1, replicas = 1, engine = plainEngine } = options;
  requireWholeNumber(faults, 'option.invalid', 'options.pipelineStages', pipelineStages, 1);
  requireWholeNumber(faults, 'option.invalid', 'options.replicas', replicas, 1);
  checkEngine(engine, faults);
  return {
    fidelity: options.fidelity ?? (system.efficiency === undefined ? 'ideal' : 'calibrated'),
    engine,
    causal: options.causal ?? 'exact',
    overlap: options.overlap ?? 'none',
    pipelineStages,
    replicas,
    draft: options.draft,
  } as const;
}

/** A model for each phase, whichever form they come in. */
export function phasesOf(model: ServedModel): { readonly prefill: Model; readonly decode: Model } {
  return 'prefill' in model ? model : { prefill: model, decode: model };
}
