/**
 * The experts that the busiest of several packages is expected to read, where each reads `active` of its `local`
 * ones on average: tokens choose experts at random, so that their numbers differ from package to package like those
 * of as many independent draws. The largest of n lies √(2·ln n) deviations above the mean.
 */
export function busiestExperts(active: number, local: number, packages: number): number {
  if (packages === 1) return active;
  const variance = active * Math.max(0, 1 - active / local);
  return Math.min(local, active + Math.sqrt(2 * Math.log(packages) * variance));
}
