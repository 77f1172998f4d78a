import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@mantile/core';
import type { ChipCalibration, MeasuredChip } from '@mantile/hardware';
import { quantile } from '../../packages/hardware/src/calibration/fit/errorSummary.ts';
import { fitAll } from '../../packages/hardware/src/calibration/fit/fitAll.ts';
import type { Measurement } from '../../packages/hardware/src/calibration/measurements/measurement.ts';
import {
  readMeasurements,
  tableNames,
} from '../../packages/hardware/src/calibration/measurements/readMeasurements.ts';
import { source } from '../../packages/hardware/src/calibration/coefficients/source.ts';
import type { CalibratedChip } from './chips.ts';
import { asMeasured } from './kernelNames.ts';
import { exclusions, isEager } from './unreliable.ts';
import { versionFinder } from './versions.ts';

/** All measurements of a chip in the folder, those left out included, and what was wrong in its files. */
export function readChip(
  folder: string,
  files: string,
): { readonly measurements: readonly Measurement[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const measurements = tableNames().flatMap((name) => {
    // The exchanges of a rack lie in a file of their own.
    const paths = [`${files}_${name}.csv`, `${files}_nvl72_${name}.csv`];
    return paths
      .map((path) => join(folder, path))
      .filter((path) => existsSync(path))
      .flatMap((path) =>
        readMeasurements(name, readFileSync(path, 'utf8'), faults).map((one) =>
          asMeasured(one, files),
        ),
      );
  });
  return { measurements, faults };
}

/** The measurements that count. */
export function reliable(
  measurements: readonly Measurement[],
  files: string,
): readonly Measurement[] {
  const excluding = exclusions.filter(({ chips }) => chips === undefined || chips.includes(files));
  return measurements.filter(
    (measurement) => !excluding.some(({ matches }) => matches(measurement)),
  );
}

/** Fits all kernels of a chip. */
export function fitChip(
  folder: string,
  { files, figures }: CalibratedChip,
): {
  readonly calibration: ChipCalibration;
  readonly measurements: readonly Measurement[];
  readonly faults: readonly Fault[];
  readonly skipped: readonly string[];
} {
  const { measurements, faults } = readChip(folder, files);
  const used = reliable(measurements, files);
  const { fits, skipped, unbelievable } = fitAll(used, figures);
  const versions = join(folder, 'versions.csv');
  const versionOf = existsSync(versions)
    ? versionFinder(readFileSync(versions, 'utf8'))
    : () => undefined;
  const eager = measurements
    .filter(isEager)
    .map(({ microseconds }) => microseconds)
    .sort((first, second) => first - second);
  const calibration: ChipCalibration = {
    chip: figures satisfies MeasuredChip,
    source,
    ...(eager.length > 0 && { eagerMicroseconds: Number(quantile(eager, 0.1).toPrecision(3)) }),
    fits: fits.map((fit) => {
      const version = versionOf(files, fit);
      return version === undefined ? fit : { ...fit, version };
    }),
    ...(unbelievable.length > 0 && { leftOut: unbelievable }),
  };
  return { calibration, measurements: used, faults, skipped };
}
