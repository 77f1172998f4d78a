/**
 * The least number above 1 and up to `most` that will do. `most` does, and so does whatever is larger than one
 * that does.
 */
export function leastReplicas(most: number, isEnough: (count: number) => boolean): number {
  let low = 1;
  let high = Math.min(2, most);
  // Twice as many each time: small answers are found fast.
  while (high < most && !isEnough(high)) {
    low = high;
    high = Math.min(2 * high, most);
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
