import type { Fault } from '@mantile/core';
import type { KernelFit, MeasuredChip } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import { kernelRates } from '../kernelRates.ts';
import type { Measurement } from '../measurements/measurement.ts';
import { quantile } from './errorSummary.ts';

/** Slower than so many times the roofline, and a launch, a row is doubted; most rows refuse their table. */
const doubtful = 50;
const longLaunch = 20;
const typicalLaunch = 5;
/** Rows whose slowness differs by no more than this, one tenth at either end left out, are off alike. */
const alike = 8;
/** A fit this good, in percent, is one, even where the roofline does as well. */
const goodError = 10;

/** Refuses tables of which most rows are far slower than any kernel. */
export function refuseSlowTables(
  measurements: readonly Measurement[],
  chip: MeasuredChip,
  faults: Fault[],
): void {
  const byTable = new Map<string, { readonly slowness: number; readonly isSlow: boolean }[]>();
  for (const { kind, dtype, sizes, microseconds, place = '' } of measurements) {
    // The sizes are those of the kind, which the compiler cannot follow through a union.
    const ideal = (kernelFormulas[kind].idealMicroseconds as (of: object, at: object) => number)(
      sizes,
      kernelRates(chip, dtype),
    );
    const [table = ''] = place.split(':');
    const rows = byTable.get(table) ?? [];
    const isSlow = microseconds > doubtful * ideal + longLaunch;
    rows.push({ slowness: microseconds / (ideal + typicalLaunch), isSlow });
    byTable.set(table, rows);
  }
  for (const [table, rows] of byTable) {
    const slow = rows.filter(({ isSlow }) => isSlow).length;
    if (slow * 2 <= rows.length) continue;
    const sorted = rows.map(({ slowness }) => slowness).sort((first, second) => first - second);
    const factor = Number(quantile(sorted, 0.5).toPrecision(1));
    const isAlike = quantile(sorted, 0.9) <= alike * quantile(sorted, 0.1);
    const culprit = isAlike
      ? `All are about ${factor} times off, so that the unit of the times (they are in microseconds; were these nanoseconds?) or the figures of the chip are likelier wrong than its kernels`
      : 'Are times in microseconds, sizes those of one package, and the figures those of this chip';
    faults.push({
      code: 'measurement.implausible_time',
      path: table,
      value: slow,
      message: `${slow} of ${rows.length} times are more than ${doubtful} times what the peaks of the chip allow, and ${longLaunch} µs. ${culprit}${isAlike ? '.' : '?'}`,
    });
  }
}

/** Refuses fits that tell times worse than the roofline does, on shapes that they have not seen. */
export function refuseWorseThanRoofline(fits: readonly KernelFit[], faults: Fault[]): void {
  for (const { kind, dtype, engine, variant, error, idealError } of fits) {
    if (error === undefined || idealError === undefined) continue;
    if (error.median <= Math.max(idealError.median, goodError)) continue;
    const name = [kind, dtype, engine, variant].join(' ').trim();
    faults.push({
      code: 'measurement.worse_than_roofline',
      path: 'tables',
      value: name,
      message: `${name}: on shapes left out the fit is off by ${error.median} % (median), the bare roofline by ${idealError.median} %: these times follow no kernel. Check their unit and sizes, or leave them out; what was not measured takes its roofline and one launch.`,
    });
  }
}
