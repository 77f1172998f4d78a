import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEngines } from './read/engines.ts';
import { readInferenceMax } from './read/inferenceMax.ts';
import { compare, reasonsOf, scoresOf, type Compared } from './scoreboard.ts';
import type { Case } from './case.ts';
import type { CollectionScores } from './committed.ts';

/** Where the measurements lie, unless said otherwise. */
export const usualFolder = '../shared/data/silicon';

const files = {
  inferenceMax: { file: 'inferencemax.csv', read: readInferenceMax },
  engines: { file: 'engines.csv', read: readEngines },
} as const;

/** The cases of a collection, what was predicted of them with the committed coefficients, and their scores. */
export function runCollection(
  folder: string,
  name: keyof typeof files,
): {
  readonly cases: readonly Case[];
  readonly compared: readonly Compared[];
  readonly scored: CollectionScores;
} {
  const { file, read } = files[name];
  const { cases, refused } = withoutRepeats(read(readFileSync(join(folder, file), 'utf8')));
  const found = compare(cases);
  return {
    cases,
    compared: found.compared,
    scored: {
      scores: scoresOf(found.compared),
      refused: reasonsOf([...refused, ...found.refused]),
    },
  };
}

/** Rows that say the same under another name count once. */
function withoutRepeats(read: ReturnType<typeof readEngines>): ReturnType<typeof readEngines> {
  const seen = new Set<string>();
  const isRepeat = ({ id: _, config: __, ...said }: Case): boolean => {
    const key = JSON.stringify(said);
    const isKnown = seen.has(key);
    seen.add(key);
    return isKnown;
  };
  const repeats = read.cases.filter(isRepeat);
  const reason = 'the same row stands there under another name';
  return {
    cases: read.cases.filter((each) => !repeats.includes(each)),
    refused: [...read.refused, ...repeats.map(({ id }) => ({ id, reason }))],
  };
}
