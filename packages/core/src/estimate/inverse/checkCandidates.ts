import { FaultList, faultError } from '../../errors.ts';
import { describeValue } from '../../internal/describeValue.ts';
import { noteUnknownKeys } from '../../internal/noteUnknown.ts';
import type { Workload } from '../../workload.ts';
import { loadPerReplica } from '../loadPerReplica.ts';
import { readRequest } from '../requestShape.ts';
import type { ServiceLimits } from './answer.ts';
import { checkQuestion } from './checkLimits.ts';
import type { Candidate } from './fewestPackages.ts';

/** Refuses what no candidate could be tried with. */
export function checkCandidates(
  candidates: readonly (() => Candidate)[],
  workload: Workload,
  limits: ServiceLimits,
): void {
  const faults = new FaultList();
  const note = (path: string, value: unknown, expected: string): void => {
    const message = `expected ${expected}, got ${describeValue(value)}.`;
    faults.add({ code: 'option.invalid', path, value, message });
  };
  const given: unknown = candidates;
  if (Array.isArray(given)) {
    given.forEach((build: unknown, index) => {
      if (typeof build === 'function') return;
      note(`candidates.${index}`, build, 'a function that gives a candidate');
    });
  } else {
    note('candidates', given, 'a list of functions that each give a candidate');
  }
  checkQuestion(limits, [], 'limits', faults);
  readRequest(workload, faults);
  loadPerReplica(workload.load, 1, faults);
  faults.throwIfAny();
}

const keys: readonly (keyof Candidate)[] = ['name', 'model', 'hardware', 'options'];

/** A candidate, unless it is none. */
export function checkCandidate(candidate: Candidate): Candidate {
  const given: unknown = candidate;
  if (typeof given !== 'object' || given === null) {
    const message = `expected { name, model, hardware }, got ${describeValue(given)}.`;
    throw faultError({ code: 'option.invalid', path: 'candidate', value: given, message });
  }
  const faults = new FaultList();
  noteUnknownKeys(given, keys, faults, 'candidate');
  faults.throwIfAny();
  return candidate;
}
