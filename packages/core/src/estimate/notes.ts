import type { System } from '../hardware/system.ts';
import type { Fidelity } from '../metrics/measuring.ts';
import type { Workload } from '../workload.ts';
import type { Estimator } from './estimator.ts';
import { plainEngine, type EngineProfile } from './engine/engineProfile.ts';
import type { RequestShape } from './requestShape.ts';
import type { Served } from './serving/served.ts';
import type { EstimateNote, MemoryEstimate } from './types.ts';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** What to know of an estimate. */
export function notesOf(
  estimator: Estimator,
  workload: Workload,
  shape: RequestShape,
  served: Served,
  places: number,
  memory: MemoryEstimate,
): EstimateNote[] {
  const notes: EstimateNote[] = [];
  const note = (code: string, message: string): void => {
    notes.push({ code, message });
  };
  if (!memory.fits) {
    const over = gigabytes(memory.total - memory.capacity);
    note(
      'memory.does_not_fit',
      `${gigabytes(memory.total)} on each package, ${over} more than its ${gigabytes(memory.capacity)}: times are those of a package with room enough.`,
    );
  }
  const { load } = workload;
  // Requests also queue for the prompts of others, however many places there are.
  const users = load.kind === 'concurrency' ? Math.ceil(load.requests / estimator.replicas) : 0;
  if (memory.fits && places < users) {
    note(
      'memory.requests_wait',
      `there is room for ${places} requests at a time in each replica: others wait ${(served.placeSeconds * 1e3).toFixed(0)} ms for their turn.`,
    );
  }
  if (served.isStarved) {
    note(
      'serving.generation_starved',
      `prompts go first and come so often that answers go on only once all ${places} places are taken: with fewer requests at a time, or more replicas, they take less.`,
    );
  }
  notes.push(...timingNotes(estimator), ...draftNotes(shape, estimator.hasDraft));
  if (estimator.engine.scheduler === 'mixed' && !estimator.canMix) {
    note(
      'engine.phases_apart',
      'prefill and decode are built differently, so that they cannot share a step: prompts interrupt generating.',
    );
  }
  return notes;
}

/** What decides how steps are timed. */
interface Timed {
  readonly fidelity: Fidelity;
  readonly engine: EngineProfile;
  readonly system: System;
}

/** What the times of steps leave out. */
export function timingNotes({ fidelity, engine, system }: Timed): EstimateNote[] {
  if (fidelity === 'ideal') {
    const message =
      'times are lower bounds at datasheet peaks; give a calibrated system for realistic ones.';
    return [{ code: 'fidelity.ideal', message }];
  }
  if (engine !== plainEngine) return [...(engine.notes ?? []), ...otherChip(engine, system)];
  const message = 'no engine was given: what it takes beside its kernels is not counted.';
  return [{ code: 'engine.none', message }];
}

function otherChip({ name, chip }: EngineProfile, system: System): EstimateNote[] {
  const own = system.chip.name;
  if (chip === undefined || chip === own) return [];
  const message = `the costs of ${name} are those on ${chip}, and this is ${own}: take a profile for this chip.`;
  return [{ code: 'engine.profile_of_other_chip', message }];
}

/** What a draft model is not counted with, or what lacks one. */
export function draftNotes({ stepTokens }: RequestShape, hasDraft: boolean): EstimateNote[] {
  if (stepTokens > 1 && hasDraft) {
    const message = 'prompts go through the draft model too: that time is not counted.';
    return [{ code: 'speculation.draft_prompts', message }];
  }
  if (stepTokens > 1) {
    const message = 'no draft model was given: drafting is counted as free.';
    return [{ code: 'speculation.draft_free', message }];
  }
  if (!hasDraft) return [];
  const message =
    'a draft model was given without speculation: it takes memory and drafts nothing; say how many tokens it drafts.';
  return [{ code: 'speculation.draft_idle', message }];
}
