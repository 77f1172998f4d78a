import type { Evaluation } from './evaluate.ts';
import type { Remedy } from './remedies.ts';
import { understood } from './understood.ts';

/** An estimate for programs: all of it, what was understood of the question, and what would fit. */
export function estimateJson(evaluation: Evaluation, remedies: readonly Remedy[]): unknown {
  const { notes: _notes, ...estimate } = evaluation.estimate;
  return { ...estimate, ...understood(evaluation), remedies, notes: evaluation.notes };
}
