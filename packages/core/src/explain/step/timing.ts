import { Clock } from '../../timing/clock.ts';
import type { CommunicationOverlap } from '../../timing/overlap.ts';
import { engineSource, type Run } from '../run.ts';

/** What operations are timed by. */
export interface Timing {
  readonly clock: Clock;
  readonly overlap: CommunicationOverlap;
  /** Where the times of kernels come from. */
  readonly kernels: string;
}

/** A clock like the one that the estimate was made with. */
export function timingOf(run: Run): Timing {
  const { replica, system, engine, fidelity } = run.estimator;
  const { efficiency, overlap } = replica.timer.rules;
  const { kernelFactor } = engine;
  const isScaled = fidelity === 'calibrated' && kernelFactor !== 1;
  return {
    clock: new Clock(system, efficiency, overlap),
    overlap,
    kernels: isScaled
      ? `${efficiency.name}, times ${kernelFactor} of ${engineSource(run)}`
      : efficiency.name,
  };
}
