/** The legal name that a wrong one is most likely meant to be: one that shares the most pairs of letters, if enough. */
export function nearestOf(name: string, legal: readonly string[]): string | undefined {
  let best: string | undefined;
  let most = 0.5;
  for (const candidate of legal) {
    const alike = likeness(pairsOf(name.slice(0, 64)), pairsOf(candidate));
    if (alike < most) continue;
    most = alike;
    best = candidate;
  }
  return best;
}

function pairsOf(name: string): ReadonlySet<string> {
  const text = `^${name.toLowerCase()}$`;
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
}

/** The share of pairs that two names have in common (Dice). */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((pair) => other.has(pair)).length;
  return (2 * common) / (one.size + other.size);
}
