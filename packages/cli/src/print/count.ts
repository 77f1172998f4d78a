import { shortCount } from './shortCount.ts';
import { whole } from './whole.ts';

export { several, whole } from './whole.ts';

/** A count in full, and as people say it: `8,030,261,248 (8.0B)`. */
export function countText(count: number): string {
  return count < 1000 ? whole(count) : `${whole(count)} (${shortCount(count)})`;
}

/** Bytes in units of 10⁹ and of 2³⁰, which people mix up. */
export function bytesText(bytes: number): { readonly gb: string; readonly gib: string } {
  return { gb: decimals(bytes / 1e9), gib: decimals(bytes / 2 ** 30) };
}

/** Two decimals, or more where the number is small. */
function decimals(value: number): string {
  if (value === 0 || value >= 0.1) return value.toFixed(2);
  return value.toPrecision(2).includes('e') ? value.toExponential(1) : value.toPrecision(2);
}
