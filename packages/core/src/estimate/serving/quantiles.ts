/** Within how many standard deviations of the mean a share of normal numbers lies (Tukey's lambda, to 1 % up to 99 %). */
export function deviationOf(share: number): number {
  if (share === 0.5) return 0;
  return (share ** 0.135 - (1 - share) ** 0.135) / 0.1975;
}

/** How far above their mean a share of Poisson numbers lies; between whole numbers, so that it grows smoothly. */
export function poissonDeviation(mean: number, share: number): number {
  if (mean > 30) {
    const z = deviationOf(share);
    return z * Math.sqrt(mean) + (z * z - 1) / 6;
  }
  let probability = Math.exp(-mean);
  let below = 0;
  let count = 0;
  while (below + probability < share) {
    below += probability;
    count += 1;
    probability *= mean / count;
  }
  return Math.max(count - 1 + (share - below) / probability, 0) - mean;
}

/** The same of numbers above 0 with this mean and standard deviation, as sums of waits have (Wilson and Hilferty). */
export function gammaDeviation(mean: number, spread: number, share: number): number {
  if (mean <= 0 || spread <= 0) return 0;
  const ninth = (spread / mean) ** 2 / 9;
  const root = 1 - ninth + deviationOf(share) * Math.sqrt(ninth);
  return mean * (Math.max(root, 0) ** 3 - 1);
}
