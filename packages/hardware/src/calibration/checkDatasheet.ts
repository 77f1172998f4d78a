import { asSystem, FaultList, MantileError, type Chip } from '@mantile/core';
import { refuseUnknownKeys, requireObject } from '../internal/keys.ts';
import type { ChipCalibration } from './calibration.ts';
import type { DatasheetOptions } from './datasheetCalibration.ts';

/** Refuses what no calibration can be told from, all faults at once where they can be told apart. */
export function checkDatasheet(chip: Chip, options: DatasheetOptions): void {
  const value: unknown = chip;
  const isChip = typeof value === 'object' && value !== null && 'peakFlops' in value;
  if (!isChip) {
    const message =
      "expected a chip, as of chip('h20') or defineChip(); that of a system is system.chip.";
    throw new MantileError([{ code: 'hardware.invalid', path: 'chip', value, message }]);
  }
  asSystem(chip);
  if (Object.keys(chip.peakFlops).length === 0) {
    const message = `no dense peak of ${chip.name} is known, so that no time can be told; state one, such as { ...chip, peakFlops: { bf16: teraflops(400) } }.`;
    throw new MantileError([
      { code: 'hardware.figure_missing', path: 'chip.peakFlops', value: {}, message },
    ]);
  }
  refuseOptions(options);
}

const optionNames = [
  'memoryKind',
  'multiprocessors',
  'like',
] as const satisfies readonly (keyof DatasheetOptions)[];
/** The type allows no others; callers without types bring anything. */
const memoryKinds: readonly unknown[] = [undefined, 'hbm', 'gddr'];
/** No chip has a million. */
const mostMultiprocessors = 1e6;

function refuseOptions(options: DatasheetOptions): void {
  const faults = new FaultList();
  if (requireObject(faults, 'options', options, "options such as { memoryKind: 'hbm' }")) {
    refuseUnknownKeys(faults, '', options, optionNames);
    const { memoryKind, multiprocessors, like } = options;
    const refuse = (path: string, value: unknown, message: string): void =>
      faults.add({ code: 'option.invalid', path, value, message });
    if (!memoryKinds.includes(memoryKind)) {
      refuse('memoryKind', memoryKind, "expected 'hbm' or 'gddr'.");
    }
    const isCount =
      multiprocessors === undefined ||
      (Number.isSafeInteger(multiprocessors) &&
        multiprocessors > 0 &&
        multiprocessors <= mostMultiprocessors);
    if (!isCount) {
      const message = 'expected a whole number above 0; leave it out when it is not known.';
      refuse('multiprocessors', multiprocessors, message);
    }
    if (like !== undefined && !Array.isArray((like as Partial<ChipCalibration> | null)?.fits)) {
      refuse('like', like, "expected a calibration, as of calibrationOf('h100-sxm').");
    }
  }
  faults.throwIfAny();
}
