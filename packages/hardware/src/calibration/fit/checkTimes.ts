import type { Fault } from '@mantile/core';
import type { MeasuredChip } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import { kernelRates } from '../kernelRates.ts';
import type { Measurement } from '../measurements/measurement.ts';
import { isTooFast, leastMicroseconds } from './roofline.ts';

/** No kernel is launched and done within this time, in microseconds. */
const shortestLaunch = 0.4;
/** So many times too fast is no noise of a measurement. */
const impossible = 2;
/** So many times too fast is a unit of time a thousand times larger. */
const likelyUnit = 20;
/** So many times slower than roofline and launch is a unit of time a thousand times smaller. */
const tooSlow = 2000;
const typicalLaunch = 20;

/**
 * Refuses times that the chip cannot have, row by row, and names the rows that are a little too fast to be
 * fitted: noise, or loads of experts that are only expected.
 */
export function checkTimes(
  measurements: readonly Measurement[],
  chip: MeasuredChip,
  faults: Fault[],
): readonly string[] {
  const missing = new Set<string>();
  const leftOut: string[] = [];
  for (const measurement of measurements) {
    const { kind, dtype, sizes, microseconds, place = '' } = measurement;
    const rates = kernelRates(chip, dtype);
    const least = Math.max(leastMicroseconds(measurement, rates), shortestLaunch);
    if (!Number.isFinite(least)) {
      missing.add(missingRate(measurement, chip));
      continue;
    }
    // The sizes are those of the kind, which the compiler cannot follow through a union.
    const ideal = (kernelFormulas[kind].idealMicroseconds as (of: object, at: object) => number)(
      sizes,
      rates,
    );
    const hint = unitHint(least / microseconds, microseconds / (ideal + typicalLaunch));
    if (hint !== undefined) {
      faults.push({
        code: 'measurement.implausible_time',
        path: place,
        value: microseconds,
        message: `${format(microseconds)} µs, where the peaks of the chip allow ${format(least)} µs at best: ${hint}`,
      });
    } else if (isTooFast(measurement, rates)) {
      leftOut.push(place);
    }
  }
  for (const path of missing) {
    faults.push({
      code: 'measurement.rate_missing',
      path,
      value: undefined,
      message: `expected ${path}: what was measured is told as a share of it.`,
    });
  }
  return [...new Set(leftOut)];
}

/** What is probably wrong with a time; undefined when nothing is. */
function unitHint(timesTooFast: number, timesTooSlow: number): string | undefined {
  if (timesTooFast > likelyUnit * 1000) return 'times are in microseconds; were these seconds?';
  if (timesTooFast > likelyUnit) return 'times are in microseconds; were these milliseconds?';
  if (timesTooFast > impossible) {
    return 'are the sizes of the row, or the peaks of the chip, too large or too small?';
  }
  return timesTooSlow > tooSlow ? 'times are in microseconds; were these nanoseconds?' : undefined;
}

/** The figure of a chip without which the time of a kernel has no least value. */
function missingRate({ kind, dtype, sizes }: Measurement, chip: MeasuredChip): string {
  const isExchange =
    kind === 'collective' ||
    kind === 'libraryAllToAll' ||
    kind === 'engineAllReduce' ||
    kind === 'tokenExchange';
  if (!isExchange) return `chip.teraflops (a peak for ${dtype})`;
  return 'networkBytes' in sizes && sizes.networkBytes > 0 && (chip.linkGigabytesPerSecond ?? 0) > 0
    ? 'chip.networkGigabytesPerSecond'
    : 'chip.linkGigabytesPerSecond';
}

function format(microseconds: number): string {
  return String(Number(microseconds.toPrecision(3)));
}
