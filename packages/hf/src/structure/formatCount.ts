const units: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];

/** A count as people write it: 70.6B. */
export function formatCount(count: number): string {
  const [size, unit] = units.find(([from]) => count >= from * 0.9995) ?? [1, ''];
  return size === 1 ? String(count) : `${(count / size).toFixed(1)}${unit}`;
}
