import type { FaultList } from '../errors.ts';
import { requireWholeNumber } from '../errors.ts';
import type { Chip, System } from '../hardware/system.ts';
import { describeValue } from '../internal/describeValue.ts';
import { noteUnknown } from '../internal/noteUnknown.ts';
import type { Fidelity } from '../metrics/measuring.ts';
import type { Model } from '../model.ts';
import type { CausalCount } from '../step.ts';
import type { CommunicationOverlap } from '../timing/overlap.ts';
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
export function readOptions(options: EstimateOptions, system: System, faults: FaultList) {
  for (const key of Object.keys(options)) {
    if (!(keys as readonly string[]).includes(key)) noteUnknown(key, keys, faults);
  }
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

/** Notes what a profile cannot say: they are read from files too. */
function checkEngine(engine: EngineProfile, faults: FaultList): void {
  const given: unknown = engine;
  const note = (path: string, value: unknown, expected: string): void => {
    const message = `expected ${expected}, got ${describeValue(value)}.`;
    faults.add({ code: 'engine.invalid', path: `options.engine${path}`, value, message });
  };
  if (typeof given !== 'object' || given === null || typeof engine.costs !== 'object') {
    note('', given, 'an engine profile; spread plainEngine to begin one of your own');
    return;
  }
  for (const [name, value] of Object.entries(engine.costs)) {
    if (!(Number.isFinite(value) && value >= 0))
      note(`.costs.${name}`, value, 'seconds, 0 or more');
  }
  const { scheduler, kernelFactor, memoryShare, workspaceBytes, waitSteps, admission } = engine;
  if (!(Number.isFinite(kernelFactor) && kernelFactor > 0))
    note('.kernelFactor', kernelFactor, 'a factor above 0');
  if (!['mixed', 'exclusive'].includes(scheduler))
    note('.scheduler', scheduler, '"mixed" or "exclusive"');
  if (!['full', 'current'].includes(admission))
    note('.admission', admission, '"full" or "current"');
  if (!(memoryShare > 0 && memoryShare <= 1))
    note('.memoryShare', memoryShare, 'a share above 0, up to 1');
  if (!(workspaceBytes >= 0)) note('.workspaceBytes', workspaceBytes, 'bytes, 0 or more');
  if (!(waitSteps >= 0)) note('.waitSteps', waitSteps, 'steps, 0 or more');
  for (const name of ['chunkTokens', 'pollSteps', 'blockTokens'] as const) {
    requireWholeNumber(faults, 'engine.invalid', `options.engine.${name}`, engine[name], 1);
  }
}

/** One system for what may be a bare chip is asSystem's; a model for each phase, whichever form they come in. */
export function phasesOf(model: ServedModel): { readonly prefill: Model; readonly decode: Model } {
  return 'prefill' in model ? model : { prefill: model, decode: model };
}

/** What an estimate runs on. */
export type Hardware = Chip | System;
