import { faultError, FaultList } from '../errors.ts';
import type { Chip, System } from '../hardware/system.ts';
import { describeValue } from '../internal/describeValue.ts';
import { noteUnknown } from '../internal/noteUnknown.ts';
import { noteStepFaults, StepFrame, type CausalCount, type Step } from '../step.ts';
import type { Efficiency } from '../timing/efficiency.ts';
import { idealEfficiency } from '../timing/ideal.ts';
import type { CommunicationOverlap } from '../timing/overlap.ts';

/**
 * How close to real silicon time is told: `ideal` at datasheet peaks, `calibrated` with the efficiency
 * that the system carries.
 *
 * @example
 * import type { Fidelity } from '@mantile/core';
 * const fidelity: Fidelity = 'ideal';
 * fidelity // => 'ideal'
 * @category Timing
 */
export type Fidelity = 'ideal' | 'calibrated';

/**
 * On what, and by which rules, steps are measured.
 *
 * @example
 * import type { MeasuringOptions } from '@mantile/core';
 * const rules: MeasuringOptions = { causal: 'exact', overlap: 'none' };
 * rules.fidelity // => undefined
 * @category Metrics
 */
export interface MeasuringOptions {
  /** Adds times. A bare chip will do for what runs on one package. */
  readonly hardware?: Chip | System | undefined;
  /** `ideal` when absent. */
  readonly fidelity?: Fidelity | undefined;
  /** `dense` when absent. */
  readonly causal?: CausalCount | undefined;
  /** Whether communication hides behind other work; `none` when absent. */
  readonly overlap?: CommunicationOverlap | undefined;
}

const choices: Readonly<Record<string, readonly string[]>> = {
  fidelity: ['ideal', 'calibrated'],
  causal: ['dense', 'exact'],
  overlap: ['none', 'full'],
};

/** The options of a step that is only counted. */
export const countingKeys = ['phase', 'batchSize', 'seqLen', 'contextLen', 'causal'] as const;

/** The options of a step that is measured: spelled out, since bundles keep a list that spreads another. */
export const measuringKeys = [
  'phase',
  'batchSize',
  'seqLen',
  'contextLen',
  'causal',
  'hardware',
  'fidelity',
  'overlap',
  'debug',
] as const;

/** Takes a step over into a frame; refuses a senseless one, unknown options and unknown choices, all at once. */
export function frameOf(
  request: Step & Pick<MeasuringOptions, 'causal'>,
  known: readonly string[],
): StepFrame {
  const given: unknown = request;
  const faults = new FaultList();
  if (typeof given !== 'object' || given === null) {
    throw faultError({
      code: 'option.invalid',
      path: 'request',
      value: given,
      message: `expected one object with phase, batchSize and so on, got ${describeValue(given)}.`,
    });
  }
  for (const [key, value] of Object.entries(given)) {
    if (!known.includes(key)) noteUnknown(key, known, faults);
    const legal = Object.hasOwn(choices, key) ? (choices[key] ?? []) : undefined;
    if (legal === undefined || value === undefined || legal.includes(value as string)) continue;
    faults.add({
      code: 'option.invalid',
      path: key,
      value,
      legal,
      message: `expected ${legal.map((choice) => `"${choice}"`).join(' or ')}, got ${describeValue(value)}.`,
    });
  }
  noteStepFaults(request, faults);
  faults.throwIfAny();
  const frame = new StepFrame().set(request);
  frame.causal = request.causal ?? 'dense';
  return frame;
}

/** The efficiency that a fidelity stands for on a system. */
export function efficiencyOf(system: System, fidelity: Fidelity): Efficiency {
  if (fidelity === 'ideal') return idealEfficiency;
  const { efficiency } = system;
  if (efficiency !== undefined) {
    requireEfficiency(efficiency);
    return efficiency;
  }
  throw faultError({
    code: 'hardware.efficiency_missing',
    path: 'hardware.efficiency',
    value: undefined,
    message: `${system.name} carries no efficiency; give it one (constantEfficiency() will do), or ask for fidelity "ideal".`,
  });
}

const verbs = ['matmul', 'experts', 'attention', 'scan', 'pass', 'gather', 'collective'] as const;

/** Refuses what lacks the methods of an efficiency, before one of them is called. */
function requireEfficiency(efficiency: Partial<Efficiency>): void {
  const missing = verbs.filter((verb) => typeof efficiency[verb] !== 'function');
  if (missing.length === 0 && Number.isFinite(efficiency.launchSeconds)) return;
  throw faultError({
    code: 'hardware.efficiency_invalid',
    path: 'hardware.efficiency',
    value: efficiency,
    legal: verbs,
    message:
      `expected an Efficiency with launchSeconds and methods for all operations` +
      `${missing.length === 0 ? '' : `; it lacks ${missing.join(', ')}`}. Spreading idealEfficiency is a start.`,
  });
}
