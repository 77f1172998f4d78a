import type { Chip } from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import type { ChipCalibration, KernelFit, TransferredFit } from './calibration.ts';
import type { CalibrationNote } from './calibrationNote.ts';
import { checkDatasheet } from './checkDatasheet.ts';
import { datasheetFits } from './coefficients/datasheet.ts';
import { catalogued, figuresOfDatasheet, memoryKindOf } from './datasheetFigures.ts';
import { transferNote } from './transferNote.ts';

/**
 * What a datasheet says of a chip that a core `Chip` does not hold.
 *
 * @example
 * import type { DatasheetOptions } from '@mantile/hardware';
 * const options: DatasheetOptions = { memoryKind: 'gddr', multiprocessors: 128 };
 * options.memoryKind // => 'gddr'
 * @category Calibration
 */
export interface DatasheetOptions {
  /** Stacked memory, as datacentre chips have it, or graphics memory; told by the memory's name, or its bandwidth, when absent. */
  readonly memoryKind?: 'hbm' | 'gddr' | undefined;
  /** Streaming multiprocessors, or what the vendor calls their like; when absent those of the catalogue, else 132. */
  readonly multiprocessors?: number | undefined;
  /** A measured chip of the same architecture, whose coefficients are better than a mean over others. */
  readonly like?: ChipCalibration | undefined;
}

/**
 * A calibration of a chip never measured, with what it took for granted.
 *
 * @example
 * import { datasheetCalibration, h20, type DatasheetCalibration } from '@mantile/hardware';
 * const guessed: DatasheetCalibration = datasheetCalibration(h20);
 * guessed.defaults.map(({ path }) => path) // => ['memoryKind', 'fits']
 * @category Calibration
 */
export interface DatasheetCalibration extends ChipCalibration {
  readonly defaults: readonly AppliedDefault[];
  /** What to know before trusting its times. */
  readonly notes: readonly CalibrationNote[];
}

/**
 * The calibration of a chip that nobody measured, from its datasheet alone: shares of its peaks as chips
 * with the same kind of memory reach them. Each fit carries the error that such a transfer showed on
 * measured chips whose whole architecture had been left out. All of those were NVIDIA's: on a chip of
 * another vendor the fits claim no error, and a note says what is known.
 *
 * @example
 * import { calibratedEfficiency, datasheetCalibration, h20 } from '@mantile/hardware';
 * const guessed = datasheetCalibration(h20);
 * calibratedEfficiency(guessed).name // => `calibrated: ${h20.name} (never measured)`
 * @category Calibration
 */
export function datasheetCalibration(
  chip: Chip,
  options: DatasheetOptions = {},
): DatasheetCalibration {
  checkDatasheet(chip, options);
  const { like, memoryKind, multiprocessors } = options;
  const defaults: AppliedDefault[] = [];
  const kind = memoryKind ?? memoryKindOf(chip.memory[0], defaults);
  const figures = figuresOfDatasheet(chip, multiprocessors, defaults);
  const notes = [transferNote(chip, like)];
  const architecture = catalogued(chip)?.architecture ?? like?.chip.name ?? 'not known';
  if (like === undefined) {
    const because =
      'the chip was not measured: coefficients are the mean of measured chips with such memory';
    defaults.push({ path: 'fits', value: kind, because });
    const isVouched = notes.every(({ code }) => code !== 'calibration.other_architecture');
    const fits = isVouched ? datasheetFits[kind] : datasheetFits[kind].map(withoutError);
    return { chip: figures, architecture, fits, defaults, notes };
  }
  defaults.push({
    path: 'fits',
    value: like.chip.name,
    because: 'the chip was not measured: coefficients are those of a chip said to be like it',
  });
  // How far off they are on this chip nobody knows.
  const fits = like.fits.map(withoutError);
  return { chip: figures, architecture, source: like.source, fits, defaults, notes };
}

function withoutError(fit: KernelFit & Partial<TransferredFit>): KernelFit {
  const { error: _error, idealError: _idealError, siblingError: _siblingError, ...rest } = fit;
  return rest;
}
