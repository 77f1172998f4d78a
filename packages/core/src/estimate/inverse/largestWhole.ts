/**
 * The largest whole number up to `most` for which nothing is broken, and what breaks at the next one; nothing
 * does at `most`. Takes it that what is broken stays so for larger numbers.
 */
export function largestWhole<Broken>(
  most: number,
  brokenAt: (value: number) => Broken | undefined,
): { readonly value: number; readonly broken: Broken | undefined } {
  let low = 0;
  let high = 1;
  let broken: Broken | undefined;
  // Twice as large each time, so that small answers to questions without a bound are found fast.
  for (;;) {
    high = Math.min(high, most);
    broken = high > low ? brokenAt(high) : undefined;
    if (broken !== undefined) break;
    low = high;
    if (high === most) return { value: most, broken: undefined };
    high *= 2;
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    const found = brokenAt(middle);
    if (found === undefined) low = middle;
    else {
      high = middle;
      broken = found;
    }
  }
  return { value: low, broken };
}
