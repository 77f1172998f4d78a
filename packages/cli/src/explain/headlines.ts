import { nearestName } from '@mantile/core';
import { UsageError } from '../usageError.ts';

/** What is shown where nothing was asked for. */
const main = ['ttftMs', 'tpotMs', 'outputTokensPerSecond', 'memory.total'];

/** The words of `--only`: names of headlines, short as `tpot`, or the first part of several, as `memory`. */
export function wantedHeadlines<Headline extends { readonly name: string }>(
  headlines: readonly Headline[],
  only: string | undefined,
): readonly Headline[] {
  if (only === undefined) return headlines.filter(({ name }) => main.includes(name));
  const words = only.split(',').map((word) => word.trim());
  const found = words.map((word) => {
    const some = headlines.filter(({ name }) => isMeant(name, word));
    if (some.length > 0) return some;
    const names = [
      ...new Set(headlines.flatMap(({ name }) => [name.split('.')[0] ?? '', name].map(short))),
    ];
    if (short(word).toLowerCase().split('.')[0] === 'cost') {
      throw new UsageError(
        `--only ${word.slice(0, 40)}: what tokens cost takes --price, the rent of a package.`,
      );
    }
    const near = nearestName(word, names);
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new UsageError(
      `--only ${word.slice(0, 40)}: no such number.${hint} There are ${names.join(', ')}.`,
    );
  });
  return headlines.filter((headline) => found.some((some) => some.includes(headline)));
}

function isMeant(name: string, word: string): boolean {
  const wanted = word.toLowerCase();
  const own = name.toLowerCase();
  return (
    wanted !== '' &&
    (own === wanted || short(name).toLowerCase() === wanted || own.startsWith(`${wanted}.`))
  );
}

/** Without its unit. */
function short(name: string): string {
  return name.replace(/(?<=[a-z\d])Ms$/, '');
}
