import { nearestName, type EstimateNote } from '@mantile/core';
import { chips, systems, type CatalogueChip, type CatalogueSystem } from '@mantile/hardware';
import { UsageError } from '../usageError.ts';

type Entry = CatalogueChip | CatalogueSystem;

/** An entry of the catalogue, and how its name was read where it is not its own. */
export interface FoundEntry {
  readonly entry: Entry;
  readonly notes: readonly EstimateNote[];
}

/**
 * The chip or system that a name stands for: by id or name, however it is written; else the one chip whose id
 * begins with it, or of several, such as those of `h100`, the one that servers of the catalogue are built of.
 */
export function findEntry(name: string): FoundEntry {
  const all: readonly Entry[] = [...chips, ...systems];
  const wanted = plain(name);
  const exact = all.find((entry) => namesOf(entry).some((known) => plain(known) === wanted));
  if (exact !== undefined) return { entry: exact, notes: [] };
  const starts = wordsOf(name);
  if (starts.length === 0) throw unknown(name, []);
  const begun = (entries: readonly Entry[]): readonly Entry[] =>
    entries.filter(({ id }) => starts.every((word, at) => wordsOf(id)[at] === word));
  const variants = begun(chips);
  const built = (systems as readonly CatalogueSystem[]).find(({ chip }) => variants.includes(chip));
  const taken = variants.length === 1 ? variants[0] : built?.chip;
  if (taken !== undefined) {
    const others = variants.filter((entry) => entry !== taken).map(({ id }) => id);
    if (others.length === 0) return { entry: taken, notes: [] };
    const message = `${name} is taken for ${taken.name} (${taken.id}); there are ${others.join(', ')} too.`;
    return { entry: taken, notes: [{ code: 'hardware.variant', message }] };
  }
  const alike = [...variants, ...begun(systems)];
  const [only] = alike;
  if (alike.length === 1 && only !== undefined) return { entry: only, notes: [] };
  throw unknown(name, alike);
}

function unknown(name: string, alike: readonly Entry[]): UsageError {
  const shown = JSON.stringify(name.slice(0, 100));
  if (alike.length > 0) {
    return new UsageError(
      `${shown} may be ${alike.map(({ id }) => id).join(' or ')}; name one of them.`,
    );
  }
  if (name.trim() === '') {
    return new UsageError(
      'name a chip or a system, such as h100; mantile hardware lists all of it.',
    );
  }
  const ids = [...chips, ...systems].map(({ id }) => id);
  const near =
    nearestName(name, ids) ??
    nearestName(
      name,
      ids.map((id) => wordsOf(id)[0] ?? id),
    );
  return new UsageError(
    `the catalogue has no hardware ${shown}${near === undefined ? '.' : `, did you mean "${near}"?`} ` +
      'mantile hardware lists all of it; a file of your own ends in .json.',
  );
}

/** Letters and digits alone: "H100 SXM" is written in many ways. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** The id and the name of an entry; `DGX/HGX H100` goes by both. */
function namesOf({ id, name }: Entry): readonly string[] {
  const [, first, second, rest = ''] = /^(\w+)\/(\w+)( .*)$/.exec(name) ?? [];
  return [id, name, ...(first === undefined ? [] : [first + rest, (second ?? '') + rest])];
}
