/**
 * How many of `items` are expected to be touched when each of `draws` picks `picks` different ones,
 * all equally likely: items · (1 − (1 − picks/items)^draws).
 *
 * With a popularity `shape`, some items are liked better: popularity follows a gamma distribution of mean 1
 * and that shape, and items · (1 − (1 + draws·picks / (items·shape))^−shape) are expected, in the limit of
 * many draws; a single draw still touches `picks`.
 */
export function expectedDistinct(
  items: number,
  picks: number,
  draws: number,
  shape?: number,
): number {
  const touched =
    shape === undefined
      ? // The power by way of its logarithm, which is quicker than `**`.
        -Math.expm1(draws * Math.log1p(-picks / items))
      : 1 - (1 + (draws * picks) / (items * shape)) ** -shape;
  return Math.max(picks, items * touched);
}
