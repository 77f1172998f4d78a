import { MantileError } from '@mantile/core';

/** Letters and digits alone: "H100 SXM" is written in many ways. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const wordsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= 3);

/** Letters to add, drop, change or swap with their neighbour to get from one name to the other. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min(substitution, swap, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? a.length;
}

/** The few of the legal names that somebody may have meant, the nearest first; none when none is near. */
export function nearestNames(name: unknown, legal: readonly string[]): readonly string[] {
  if (typeof name !== 'string') return [];
  const given = plain(name.slice(0, 64));
  if (given === '') return [];
  const words = wordsOf(name.slice(0, 64));
  const reach = Math.max(1, Math.floor(given.length / 3));
  return legal
    .map((candidate) => {
      const known = plain(candidate);
      const distance = editDistance(given, known);
      const isWithin =
        (given.length >= 2 && known.includes(given)) ||
        (known.length >= 2 && given.includes(known)) ||
        wordsOf(candidate).some((word) => words.includes(word));
      return { candidate, distance, isNear: isWithin || distance <= reach };
    })
    .filter(({ isNear }) => isNear)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `, did you mean "a", "b" or "c"?`, or a full stop. */
export function didYouMean(name: unknown, legal: readonly string[]): string {
  const near = nearestNames(name, legal).map((candidate) => `"${candidate}"`);
  if (near.length === 0) return '.';
  const last = near.at(-1) ?? '';
  const rest = near.slice(0, -1).join(', ');
  return `, did you mean ${rest === '' ? last : `${rest} or ${last}`}?`;
}

/** The error for an id that a part of the catalogue lacks: the nearest few by name, all of them as `legal`. */
export function unknownId(
  kind: 'chip' | 'system' | 'link',
  id: unknown,
  legal: readonly string[],
): MantileError {
  const others = {
    chip: ' Define others with defineChip().',
    system: ' Define others with defineSystem().',
    link: '',
  };
  const message =
    `no such ${kind} in the catalogue${didYouMean(id, legal)} ` +
    `All ${legal.length}: ${kind}s.map(({ id }) => id).${others[kind]}`;
  return new MantileError([
    { code: `hardware.unknown_${kind}`, path: kind, value: id, legal, message },
  ]);
}
