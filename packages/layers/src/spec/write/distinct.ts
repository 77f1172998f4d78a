import { expectedDistinct } from '../../internal/expectedDistinct.ts';
import { symbols } from '../names.ts';
import type { Candidate, SymbolValues } from './candidates.ts';

interface Draws {
  readonly text: string;
  readonly of: (values: SymbolValues) => number;
}

const symbolOf = (name: string): string => symbols[name] ?? name;

/** What is picked from, and how many a draw picks; none where it picks one. */
const choices: readonly (readonly [items: string, picks?: string])[] = [
  [symbolOf('numExperts'), symbolOf('topK')],
  [symbolOf('numExperts')],
  ['numAdapters'],
];
const popularity = 'popularityShape';

/**
 * Experts, or adapters, that a step is expected to touch:
 * `E * (1 - (1 - k / E)^(B * S)) / ep`, and with a popularity `max(k, E * (1 - (1 + …)^-shape)) / ep`.
 */
export function distinctOver(
  names: readonly string[],
  degrees: readonly string[],
): readonly Candidate[] {
  const isNamed = (name: string | undefined): boolean => name === undefined || names.includes(name);
  return choices
    .filter((choice) => choice.every(isNamed))
    .flatMap(([items, picks]) =>
      drawsOver(degrees).flatMap((draws, order) =>
        [undefined, ...degrees].map((dealt) =>
          candidate(items, picks, draws, names.includes(popularity), dealt, order),
        ),
      ),
    );
}

function candidate(
  items: string,
  picks: string | undefined,
  draws: Draws,
  isSkewed: boolean,
  dealt: string | undefined,
  order: number,
): Candidate {
  const pick = picks ?? '1';
  const even = `${items} * (1 - (1 - ${pick} / ${items})^${powerOf(draws.text)})`;
  const text = isSkewed
    ? `max(${pick}, ${items} * (1 - (1 + ${draws.text} * ${pick} / (${items} * ${popularity}))^-${popularity}))`
    : even;
  return {
    text: dealt === undefined ? text : `${text} / ${dealt}`,
    complexity: 10 + order + (dealt === undefined ? 0 : 1),
    evaluate: (values) => {
      const size = (name: string): number => values.get(name) ?? NaN;
      const shape = isSkewed ? size(popularity) : undefined;
      const whole = expectedDistinct(
        size(items),
        picks === undefined ? 1 : size(picks),
        draws.of(values),
        shape,
      );
      return whole / (dealt === undefined ? 1 : size(dealt));
    },
  };
}

function powerOf(text: string): string {
  return /^\w+$|^ceil\([^()]*\)$/.test(text) ? text : `(${text})`;
}

/** Sequences, or tokens: of all packages, or of one where a degree deals them out. */
function drawsOver(degrees: readonly string[]): readonly Draws[] {
  const shares = (symbol: string): readonly Draws[] => [
    { text: symbol, of: (values) => values.get(symbol) ?? NaN },
    ...degrees.map((degree) => ({
      text: `ceil(${symbol} / ${degree})`,
      of: (values: SymbolValues) =>
        Math.ceil((values.get(symbol) ?? NaN) / (values.get(degree) ?? 1)),
    })),
  ];
  const sequences = shares('B');
  const tokens = sequences.flatMap((one) =>
    shares('S').map((other) => ({
      text: `${one.text} * ${other.text}`,
      of: (values: SymbolValues) => one.of(values) * other.of(values),
    })),
  );
  return [...sequences, ...tokens];
}
