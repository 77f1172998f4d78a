import type { Chip } from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import type { ChipCalibration, KernelFit, MeasuredChip } from './calibration.ts';
import { datasheetFits } from './coefficients/datasheet.ts';

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
  /** Stacked memory, as datacentre chips have it, or graphics memory; told by the memory's name when absent. */
  readonly memoryKind?: 'hbm' | 'gddr' | undefined;
  /** Streaming multiprocessors, or what the vendor calls their like; 132 when absent. */
  readonly multiprocessors?: number | undefined;
  /** A measured chip of the same architecture, whose coefficients are better than a mean over others. */
  readonly like?: ChipCalibration | undefined;
}

/**
 * A calibration of a chip never measured, with what it took for granted.
 *
 * @example
 * import { datasheetCalibration, h20, type DatasheetCalibration } from '@mantile/hardware';
 * const guessed: DatasheetCalibration = datasheetCalibration(h20, { multiprocessors: 78 });
 * guessed.defaults.map(({ path }) => path) // => ['memoryKind', 'fits']
 * @category Calibration
 */
export interface DatasheetCalibration extends ChipCalibration {
  readonly defaults: readonly AppliedDefault[];
}

const typicalMultiprocessors = 132;
const tera = 1e12;
const giga = 1e9;

/**
 * The calibration of a chip that nobody measured, from its datasheet alone: shares of its peaks as chips
 * with the same kind of memory reach them. Each fit carries the error that such a transfer showed on
 * measured chips whose whole architecture had been left out. Only NVIDIA's chips were measured so: on
 * others expect worse.
 *
 * @example
 * import { calibratedEfficiency, datasheetCalibration, h20 } from '@mantile/hardware';
 * const guessed = datasheetCalibration(h20, { multiprocessors: 78 });
 * calibratedEfficiency(guessed).name // => `calibrated: ${h20.name} (never measured)`
 * @category Calibration
 */
export function datasheetCalibration(
  chip: Chip,
  options: DatasheetOptions = {},
): DatasheetCalibration {
  const [memory] = chip.memory;
  const defaults: AppliedDefault[] = [];
  const memoryKind =
    options.memoryKind ?? (memory.name.toUpperCase().startsWith('HBM') ? 'hbm' : 'gddr');
  if (options.memoryKind === undefined) {
    defaults.push({
      path: 'memoryKind',
      value: memoryKind,
      because: `the memory is called ${memory.name}`,
    });
  }
  if (options.multiprocessors === undefined) {
    defaults.push({
      path: 'multiprocessors',
      value: typicalMultiprocessors,
      because: 'a large datacentre chip has as many',
    });
  }
  const teraflops = Object.fromEntries(
    Object.entries(chip.peakFlops).map(([dtype, peak]) => [dtype, peak / tera]),
  );
  const figures: MeasuredChip = {
    name: `${chip.name} (never measured)`,
    teraflops,
    gigabytesPerSecond: memory.bandwidth / giga,
    multiprocessors: options.multiprocessors ?? typicalMultiprocessors,
    cacheMegabytes: 0,
  };
  const { like } = options;
  if (like === undefined) {
    defaults.push({
      path: 'fits',
      value: memoryKind,
      because:
        'the chip was not measured: coefficients are the mean of measured chips with such memory',
    });
    return { chip: figures, fits: datasheetFits[memoryKind], defaults };
  }
  defaults.push({
    path: 'fits',
    value: like.chip.name,
    because: 'the chip was not measured: coefficients are those of a chip said to be like it',
  });
  // How far off they are on this chip nobody knows.
  const fits = like.fits.map((fit): KernelFit => {
    const { error: _error, idealError: _idealError, ...rest } = fit;
    return rest;
  });
  return { chip: figures, source: like.source, fits, defaults };
}
