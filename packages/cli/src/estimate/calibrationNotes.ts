import { fixedState, type EstimateNote, type Model } from '@mantile/core';
import type { CalibrationNote } from '@mantile/hardware';

/** What to know of measured times, without what is said of kernels alone that a model has no use for. */
export function calibrationNotes(
  notes: readonly CalibrationNote[],
  model: Model,
): readonly EstimateNote[] {
  const isRecurrent = model.blocks.some(({ layer }) =>
    layer.state.some(({ retention }) => retention === fixedState),
  );
  const isUsed = (kernel: string): boolean => isRecurrent || !stateKernels.has(kernel);
  return notes
    .filter(({ kernels }) => kernels === undefined || kernels.some(isUsed))
    .map(({ code, message }) => ({ code, message }));
}

/** Kernels that carry a state on, as recurrent layers do. */
const stateKernels = new Set(['statePrefill', 'stateDecode']);
