const rounds = 60;

/**
 * The least number from `least` to `most` that leads to no more than itself: `most` where each leads to more. It is
 * looked for from below, since more than one may hold. What `leadsTo` was asked last is what is returned.
 */
export function leastThatHolds(
  least: number,
  most: number,
  tolerance: number,
  leadsTo: (value: number) => number,
): number {
  let low = least;
  let above = leadsTo(low) - low;
  if (low >= most || above <= tolerance * low) return low;
  let high = Math.min(low + above, 2 * low, most);
  let below = leadsTo(high) - high;
  while (below > tolerance * high && high < most) {
    // Where the line through the last two would hold; far below it may lead anywhere.
    const slope = (above - below) / (high - low);
    const next = slope > 0 && above < Infinity ? high + below / slope : Infinity;
    [low, above] = [high, below];
    high = Math.min(next, 2 * high, most);
    below = leadsTo(high) - high;
  }
  if (below > -tolerance * high) return high;
  for (let round = 0; round < rounds && high - low > 1e-12 * high; round += 1) {
    const way = round % 3 < 2 && above < Infinity ? above / (above - below) : 0.5;
    const middle = low + way * (high - low);
    const excess = leadsTo(middle) - middle;
    if (Math.abs(excess) <= tolerance * middle) return middle;
    if (excess > 0) [low, above] = [middle, excess];
    else [high, below] = [middle, excess];
  }
  leadsTo(high);
  return high;
}
