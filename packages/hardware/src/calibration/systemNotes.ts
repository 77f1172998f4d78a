import type { System } from '@mantile/core';
import type { ChipCalibration } from './calibration.ts';
import type { CalibrationNote } from './calibrationNote.ts';
import type { KernelKind } from './formulas/kernelSizes.ts';

/** Kernels that any of these kinds stands for where it was measured. */
const standIns: readonly (readonly KernelKind[])[] = [
  ['matmul'],
  ['decodeAttention'],
  ['prefillAttention'],
  ['latentDecode'],
  ['latentPrefill'],
  ['experts'],
  ['stateDecode'],
  ['statePrefill'],
];
/** The same for exchanges, which a package alone has none of. */
const exchanges: readonly (readonly KernelKind[])[] = [
  ['collective'],
  ['tokenExchange', 'libraryAllToAll', 'collective'],
];

/** What a system's times leave unmeasured: kinds of kernels, and links beyond the first tier. */
export function systemNotes(
  { chip, tiers }: System,
  { fits }: ChipCalibration,
): readonly CalibrationNote[] {
  const notes: CalibrationNote[] = [];
  const wanted = tiers.length > 0 ? [...standIns, ...exchanges] : standIns;
  const missing = wanted.flatMap((kinds) =>
    fits.some(({ kind }) => kinds.includes(kind)) ? [] : kinds.slice(0, 1),
  );
  if (missing.length > 0) {
    notes.push({
      code: 'calibration.kernels_not_measured',
      message: `of ${chip.name} there are no measured kernels of these kinds: ${missing.join(', ')}. Each takes its roofline and one launch, which is less than it takes.`,
      kernels: missing,
    });
  }
  const outer = tiers.slice(1).map(({ name }) => name);
  if (outer.length > 0) {
    const isSent = fits.some(({ kind }) => kind === 'tokenExchange');
    notes.push({
      code: 'calibration.outer_links_not_measured',
      message: `links between nodes were not measured${isSent ? ', save by exchanges of tokens with experts' : ''}: ${outer.join(', ')} are taken at their line rate and the latency of the library's kernels.`,
    });
  }
  return notes;
}
