import { MantileError, type Fault } from '../../errors.ts';
import type { Chip, System } from '../../hardware/system.ts';
import type { Workload } from '../../workload.ts';
import { estimate } from '../estimator.ts';
import type { EstimateOptions, ServedModel } from '../options.ts';
import type { Estimate } from '../types.ts';
import { checkCandidate, checkCandidates } from './checkCandidates.ts';
import { brokenBy, type BindingConstraint, type ServiceLimits } from './answer.ts';

/**
 * One way to spread a model, to be tried.
 *
 * @example
 * import { Model, type Candidate } from '@mantile/core';
 * import { system } from '@mantile/hardware';
 * import { GatedMLPLayer } from '@mantile/layers';
 * const layer = new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 });
 * const candidate: Candidate = { name: 'TP 1', model: new Model('m', [{ name: 'feedforward', layer, count: 32 }]), hardware: system('dgx-h100') };
 * candidate.name // => 'TP 1'
 * @category Inverse questions
 */
export interface Candidate {
  readonly name: string;
  readonly model: ServedModel;
  readonly hardware: Chip | System;
  readonly options?: EstimateOptions | undefined;
}

/**
 * Why a candidate was not taken.
 *
 * @example
 * import type { RejectedCandidate } from '@mantile/core';
 * const rejected: RejectedCandidate = { name: 'TP 1', boundBy: 'memory', message: '12.3 GB too much on each package.' };
 * rejected.boundBy // => 'memory'
 * @category Inverse questions
 */
export interface RejectedCandidate {
  readonly name: string;
  /** `illegal` for what cannot be built or estimated at all. */
  readonly boundBy: BindingConstraint | 'illegal';
  readonly message: string;
  /** What was wrong with it, where it is `illegal`. */
  readonly faults?: readonly Fault[] | undefined;
}

/**
 * The candidate with the fewest packages that keeps within all limits, and why others do not.
 *
 * @example
 * import type { PackagesAnswer } from '@mantile/core';
 * const isPossible = ({ chosen }: PackagesAnswer) => chosen !== undefined;
 * typeof isPossible // => 'function'
 * @category Inverse questions
 */
export interface PackagesAnswer {
  /** Absent when no candidate will do. */
  readonly chosen?:
    | {
        readonly name: string;
        /** In the list of candidates. */
        readonly index: number;
        readonly estimate: Estimate;
      }
    | undefined;
  readonly rejected: readonly RejectedCandidate[];
}

/**
 * The fewest packages that serve a workload within limits, of the ways to spread a model that are offered;
 * among equals the one with the highest throughput. Candidates are functions: one that cannot be built is
 * rejected, with the reason.
 *
 * @example
 * import { fewestPackages } from '@mantile/core';
 * import { buildModel } from '@mantile/config';
 * import { llama_3_1_70b } from '@mantile/config/models';
 * import { system } from '@mantile/hardware';
 * const hardware = system('dgx-h100');
 * const candidates = [1, 2, 4, 8].map((tensorParallel) => () => ({
 *   name: `TP ${tensorParallel}`,
 *   model: buildModel(llama_3_1_70b, { parallelism: { tensorParallel } }),
 *   hardware,
 * }));
 * const load = { kind: 'concurrency', requests: 8 } as const;
 * const { chosen, rejected } = fewestPackages(candidates, { inputTokens: 1024, outputTokens: 256, load });
 * [chosen?.name, rejected.map(({ boundBy }) => boundBy)] // => ['TP 2', ['memory']]
 * @category Inverse questions
 */
export function fewestPackages(
  candidates: readonly (() => Candidate)[],
  workload: Workload,
  limits: ServiceLimits = {},
): PackagesAnswer {
  checkCandidates(candidates, workload, limits);
  const rejected: RejectedCandidate[] = [];
  let chosen: PackagesAnswer['chosen'];
  candidates.forEach((build, index) => {
    let name = `candidate ${index + 1}`;
    try {
      const candidate = checkCandidate(build());
      ({ name } = candidate);
      const found = estimate(candidate.model, candidate.hardware, workload, candidate.options);
      const boundBy = brokenBy(found, limits);
      if (boundBy !== undefined) rejected.push({ name, boundBy, message: reason(boundBy, found) });
      else if (chosen === undefined || isBetter(found, chosen.estimate)) {
        chosen = { name, index, estimate: found };
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const faults = MantileError.isInstance(error) ? error.faults : undefined;
      rejected.push({ name, boundBy: 'illegal', message, ...(faults !== undefined && { faults }) });
    }
  });
  return { chosen, rejected };
}

function isBetter(one: Estimate, other: Estimate): boolean {
  if (one.packages !== other.packages) return one.packages < other.packages;
  return one.outputTokensPerSecond > other.outputTokensPerSecond;
}

function reason(
  boundBy: BindingConstraint,
  { memory, places, ttftMs, tpotMs, e2eMs }: Estimate,
): string {
  const ms = (value: number): string => `${Number(value.toPrecision(4))} ms`;
  switch (boundBy) {
    case 'ttft':
      return `the first token takes ${ms(ttftMs)}.`;
    case 'tpot':
      return `each further token takes ${ms(tpotMs)}.`;
    case 'e2e':
      return `an answer takes ${ms(e2eMs)}.`;
    default: {
      const over = memory.total - memory.capacity;
      return over > 0
        ? `${(over / 1e9).toFixed(1)} GB too much on each package.`
        : `there is room for ${places} requests at a time only.`;
    }
  }
}
