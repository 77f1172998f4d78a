import { symbols } from '../names.ts';

/** The value of every symbol of a case, by symbol. */
export type SymbolValues = ReadonlyMap<string, number>;

/** A way in which a size may follow from the parameters. */
export interface Candidate {
  readonly text: string;
  /** Fewer factors, and fewer divisions, are a better explanation. */
  readonly complexity: number;
  /** NaN where it does not apply. */
  readonly evaluate: (values: SymbolValues) => number;
}

interface Atom extends Candidate {
  /** What it is made from: a product takes each at most once. */
  readonly symbol: string;
  readonly isDivided: boolean;
}

const coefficients = [1, 2, 3, 4, 5, 6, 8];

/** Products of three are looked through only as long as that takes no time to speak of. */
const mostAtoms = 120;

/** What parallelism as a rule leaves whole: heads are dealt out, not their width. */
const wholeSizes = new Set(
  [
    'hiddenSize',
    'headDim',
    'keyHeadDim',
    'valueHeadDim',
    'stateSize',
    'dState',
    'expand',
    'numProjections',
    'topK',
  ].map((name) => symbols[name] ?? name),
);

/** A symbol, and its share when degrees divide it. */
function atomsOf(
  symbol: string,
  text: string,
  degrees: readonly string[],
  of: (values: SymbolValues) => number,
): readonly Atom[] {
  const plain: Atom = { symbol, text, complexity: 1, isDivided: false, evaluate: of };
  const sets = [
    ...degrees.map((degree) => [degree]),
    ...degrees.flatMap((one, index) => degrees.slice(index + 1).map((other) => [one, other])),
  ];
  const divided = sets.flatMap((set): readonly Atom[] => {
    const divisor = set.length === 1 ? (set[0] ?? '') : `(${set.join(' * ')})`;
    const degree = (values: SymbolValues): number =>
      set.reduce((product, name) => product * (values.get(name) ?? 1), 1);
    const complexity = 1 + set.length + (wholeSizes.has(symbol) ? 1 : 0);
    const share = (values: SymbolValues): number => of(values) / degree(values);
    return [
      { symbol, isDivided: true, complexity, text: `(${text} / ${divisor})`, evaluate: share },
      {
        symbol,
        isDivided: true,
        complexity: complexity + 0.25,
        text: `ceil(${text} / ${divisor})`,
        evaluate: (values) => Math.ceil(share(values)),
      },
      {
        symbol,
        isDivided: true,
        complexity: complexity + 0.5,
        text: `max(1, ${text} / ${divisor})`,
        evaluate: (values) => Math.max(1, share(values)),
      },
    ];
  });
  return [plain, ...divided];
}

/** Sizes of a layer: products of up to three, one of them divided at most. */
export function sizesOver(
  names: readonly string[],
  degrees: readonly string[],
): readonly Candidate[] {
  const atoms = names.flatMap((name) => namedAtoms(name, degrees));
  return productsOf(atoms, 1, coefficients);
}

/** Counts of work: tokens, sequences and pairs on a package. */
export function countsOver(
  names: readonly string[],
  degrees: readonly string[],
): readonly Candidate[] {
  const size = (values: SymbolValues, name: string): number => values.get(name) ?? NaN;
  const rows = (values: SymbolValues): number => size(values, 'B') * size(values, 'S');
  const routed = (values: SymbolValues): number => size(values, 'k') * rows(values);
  const causal = (values: SymbolValues): number => {
    const [S, C] = [size(values, 'S'), size(values, 'C')];
    return S * C + (S * (S + 1)) / 2;
  };
  // Whole products that are dealt out together, and pairs under the causal mask.
  const together = [
    ...atomsOf('rows', 'B * S', degrees, rows).filter(({ isDivided }) => isDivided),
    ...atomsOf('routed', 'k * B * S', degrees, routed).filter(({ isDivided }) => isDivided),
    ...atomsOf('causal', '(S * C + S * (S + 1) / 2)', degrees, causal),
  ].map((atom) => ({ ...atom, text: withoutBrackets(atom.text), complexity: atom.complexity + 2 }));
  // Counts are rounded up where they are shared out, never cut off.
  const atoms = names
    .flatMap((name) => namedAtoms(name, degrees))
    .filter(({ text }) => !/^(?:\(|max)/.test(text));
  const window = symbols['slidingWindow'] ?? 'W';
  if (names.includes(window)) {
    const seen = (values: SymbolValues): number =>
      Math.min(size(values, 'L'), size(values, window));
    const shares = atomsOf('L', `min(L, ${window})`, degrees, seen);
    atoms.push(...shares.map((atom) => ({ ...atom, complexity: atom.complexity + 1 })));
  }
  return [...productsOf(atoms, 2, [1]), ...together];
}

/** Alone, a quotient or a sum needs no brackets. */
function withoutBrackets(text: string): string {
  return /^\([^()]*(?:\([^()]*\)[^()]*)*\)$/.test(text) ? text.slice(1, -1) : text;
}

function namedAtoms(name: string, degrees: readonly string[]): readonly Atom[] {
  return atomsOf(name, name, degrees, (values) => values.get(name) ?? NaN);
}

/** Products of up to three atoms, so many of them divided at most. */
function productsOf(
  atoms: readonly Atom[],
  mostDivided: number,
  scales: readonly number[],
): readonly Candidate[] {
  const groups: (readonly Atom[])[] = atoms.map((atom) => [atom]);
  let longest: readonly (readonly Atom[])[] = groups;
  for (let size = 2; size <= (atoms.length > mostAtoms ? 2 : 3); size += 1) {
    longest = longest.flatMap((group) => extended(group, atoms, mostDivided));
    groups.push(...longest);
  }
  return groups.flatMap((group) => scales.map((coefficient) => product(coefficient, group)));
}

function extended(
  group: readonly Atom[],
  atoms: readonly Atom[],
  mostDivided: number,
): readonly (readonly Atom[])[] {
  const last = atoms.indexOf(group[group.length - 1] as Atom);
  const isFull = group.filter(({ isDivided }) => isDivided).length >= mostDivided;
  return atoms
    .slice(last + 1)
    .filter(({ symbol }) => group.every((atom) => atom.symbol !== symbol))
    .filter(({ isDivided }) => !isFull || !isDivided)
    .map((atom) => [...group, atom]);
}

function product(coefficient: number, group: readonly Atom[]): Candidate {
  const factors = group.map(({ text }) => text);
  const text =
    coefficient === 1 && group.length === 1
      ? withoutBrackets(factors[0] ?? '')
      : [...(coefficient === 1 ? [] : [String(coefficient)]), ...factors].join(' * ');
  return {
    text,
    complexity: group.reduce((sum, atom) => sum + atom.complexity, coefficient === 1 ? 0 : 0.75),
    evaluate: (values) => group.reduce((value, atom) => value * atom.evaluate(values), coefficient),
  };
}
