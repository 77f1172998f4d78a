import { MantileError, type Chip } from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import type { ChipCalibration } from './calibration.ts';
import { kernelErrors, type CalibrationBasis } from './calibrationBasis.ts';
import type { CalibrationNote } from './calibrationNote.ts';
import { nameOf } from '../internal/nameOf.ts';
import { calibrationOf, measuredIds } from './calibrationOf.ts';
import { fitsChip } from './chipCheck.ts';
import { datasheetFits } from './coefficients/datasheet.ts';
import { datasheetCalibration, type DatasheetOptions } from './datasheetCalibration.ts';
import { catalogued, memoryKindOf } from './datasheetFigures.ts';
import { siblings } from './siblings.ts';

/** A calibration, and what stands behind it. */
export interface FoundCalibration {
  readonly calibration: ChipCalibration;
  readonly transfer: CalibrationBasis['transfer'];
  readonly from: string;
  readonly errors: (engine: string | undefined) => CalibrationBasis['errors'];
  readonly defaults: readonly AppliedDefault[];
  readonly notes: readonly CalibrationNote[];
}

/** The calibration of a chip: its own, else that of a chip of its architecture, else means over others. */
export function calibrationFor(chip: Chip, options: DatasheetOptions): FoundCalibration {
  const { like, memoryKind, multiprocessors } = options;
  const id = catalogued(chip)?.id ?? '';
  const own = calibrationOf(id);
  if (own !== undefined && like === undefined && fitsChip(own, chip)) {
    refuseGuesses(chip, { memoryKind, multiprocessors });
    return {
      calibration: own,
      transfer: 'measured',
      from: own.chip.name,
      errors: (engine) => kernelErrors(own.fits, engine, 'error'),
      defaults: [],
      notes: [],
    };
  }
  // A chip of the catalogue with other figures is no longer that chip, but still of its architecture.
  const sibling = like ?? own ?? calibrationOf(siblings[id] ?? '');
  const calibration = datasheetCalibration(chip, { ...options, like: sibling });
  const { defaults, notes } = calibration;
  const kind = memoryKind ?? memoryKindOf(chip.memory[0], []);
  if (sibling === undefined) {
    const errors = kernelErrors(calibration.fits, undefined, 'error');
    const from = `means over chips with ${kind} memory`;
    return {
      calibration,
      transfer: 'datasheet',
      from,
      errors: () => errors,
      defaults,
      notes: notes.map((note) => withNamesake(note, chip)),
    };
  }
  // How far a chip of one's own choice carries over, nobody knows.
  const errors = (engine: string | undefined): CalibrationBasis['errors'] =>
    like === undefined ? siblingErrors(sibling, kind, engine) : [];
  return { calibration, transfer: 'sibling', from: sibling.chip.name, errors, defaults, notes };
}

/** Adds to what is said of an unknown chip that it looks like one that was measured. */
function withNamesake(note: CalibrationNote, chip: Chip): CalibrationNote {
  if (note.code !== 'calibration.architecture_unknown') return note;
  const name = chip.name.toLowerCase();
  const id = measuredIds().find((one) => {
    const measured = calibrationOf(one);
    return nameOf(one).test(name) && measured !== undefined && fitsChip(measured, chip);
  });
  if (id === undefined) return note;
  const message = `${note.message} By name and figures it is a chip that was measured: take chip('${id}'), or pass like: calibrationOf('${id}').`;
  return { ...note, message };
}

/** What carrying over showed on other chips, for the kinds that the sibling has; never less than its own error. */
function siblingErrors(
  { fits }: ChipCalibration,
  memoryKind: 'hbm' | 'gddr',
  engine: string | undefined,
): CalibrationBasis['errors'] {
  const carried = kernelErrors(datasheetFits[memoryKind], undefined, 'siblingError');
  return kernelErrors(fits, engine, 'error').flatMap((own) => {
    const shown = carried.find(({ kind }) => kind === own.kind);
    if (shown === undefined) return [];
    return {
      kind: own.kind,
      median: Math.max(own.median, shown.median),
      percentile90: Math.max(own.percentile90, shown.percentile90),
    };
  });
}

/** Guesses at a chip that was measured would be taken for nothing. */
function refuseGuesses(
  chip: Chip,
  guesses: Pick<DatasheetOptions, 'memoryKind' | 'multiprocessors'>,
): void {
  const [first, ...rest] = Object.entries(guesses)
    .filter(([, value]) => value !== undefined)
    .map(([path, value]) => ({
      code: 'option.invalid',
      path,
      value,
      message: `${chip.name} was measured: leave the option out; it is for chips that were not.`,
    }));
  if (first !== undefined) throw new MantileError([first, ...rest]);
}
