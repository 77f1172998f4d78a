/** The most that is laid out one by one: a billion layers would fill the memory before a word is said. */
export const most = 10_000;

/** The largest count that a field may have. */
export function largest(name: string): number {
  return /layers?$|depth$|modules$|experts$/.test(name) ? most : 1e9;
}
