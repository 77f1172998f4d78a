/**
 * The nearest of the legal names, for "did you mean"; undefined when none is close.
 *
 * @example
 * import { nearestName } from '@mantile/core';
 * nearestName('num_kv_head', ['num_heads', 'num_kv_heads']) // => 'num_kv_heads'
 * nearestName('window', ['num_heads', 'num_kv_heads']) // => undefined
 * @category Errors
 */
export function nearestName(name: string, legal: readonly string[]): string | undefined {
  const shortened = name.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(shortened.length / 3)) + 1;
  for (const candidate of legal) {
    const distance = editDistance(shortened, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? a.length;
}
