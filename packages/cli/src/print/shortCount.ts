const units = [
  ['T', 1e12],
  ['B', 1e9],
  ['M', 1e6],
  ['K', 1e3],
] as const;

/** A count as people say it, `70.6B`: what the library's `formatParameterCount` gives, without loading the library. */
export function shortCount(count: number): string {
  for (const [suffix, size] of units) {
    // What would round up to a thousand of a unit is said in the next larger one.
    if (count >= size * 0.99995) return `${(count / size).toFixed(1)}${suffix}`;
  }
  return String(count);
}
