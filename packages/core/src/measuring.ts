import { faultError, FaultList } from './errors.ts';
import type { Chip, System } from './hardware.ts';
import { describeValue, nearestName } from './internal/describeValue.ts';
import type { CausalCount } from './step.ts';
import type { Efficiency } from './timing/efficiency.ts';
import { idealEfficiency } from './timing/ideal.ts';
import type { CommunicationOverlap } from './timing/overlap.ts';

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

const choices = {
  fidelity: ['ideal', 'calibrated'],
  causal: ['dense', 'exact'],
  overlap: ['none', 'full'],
} as const;

const measuringKeys = ['hardware', ...Object.keys(choices)];

/** Refuses unknown options and unknown choices, all at once. `otherKeys` are options of the caller. */
export function checkMeasuring(options: MeasuringOptions, otherKeys: readonly string[] = []): void {
  const faults = new FaultList();
  const known = [...otherKeys, ...measuringKeys];
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearestName(key, known);
    faults.add({
      code: 'option.unknown',
      path: key,
      value: key,
      legal: known,
      message: `no such option${near === undefined ? '' : `, did you mean "${near}"?`} Known: ${known.join(', ')}.`,
    });
  }
  for (const [key, legal] of Object.entries(choices)) {
    const value: unknown = options[key as keyof typeof choices];
    if (value === undefined || (legal as readonly unknown[]).includes(value)) continue;
    faults.add({
      code: 'option.invalid',
      path: key,
      value,
      legal,
      message: `expected ${legal.map((choice) => `"${choice}"`).join(' or ')}, got ${describeValue(value)}.`,
    });
  }
  faults.throwIfAny();
}

/** The efficiency that a fidelity stands for on a system. */
export function efficiencyOf(system: System, fidelity: Fidelity): Efficiency {
  if (fidelity === 'ideal') return idealEfficiency;
  if (system.efficiency !== undefined) return system.efficiency;
  throw faultError({
    code: 'hardware.efficiency_missing',
    path: 'hardware.efficiency',
    value: undefined,
    message: `${system.name} carries no efficiency; give it one (constantEfficiency() will do), or ask for fidelity "ideal".`,
  });
}
