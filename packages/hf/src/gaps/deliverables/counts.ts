import type { DeliverablesInput, GapCounts } from './input.ts';

/** Counts what was found against what was written. */
export function countGaps({ found, reports }: DeliverablesInput): GapCounts {
  const written = new Set(reports.map(({ json }) => json.gap.id));
  const files = new Set(reports.map(({ path }) => path));
  const withReport = found.gaps.filter(({ id }) => written.has(id));
  const suites = reports.flatMap(({ suite }) => suite ?? []);
  const identified = found.gaps.length;
  const reportsCreated = files.size;
  const documented = Math.max(0, withReport.length - reportsCreated);
  return {
    identified,
    reportsCreated,
    documented,
    suites: suites.length,
    tests: suites.reduce((sum, { ids }) => sum + ids.length, 0),
    unaccounted: identified - withReport.length + found.unaccountedTensors,
  };
}
