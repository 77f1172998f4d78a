import { ArithmeticProblem, limits } from './problem.ts';
import { unitOf } from './units.ts';

/** A piece of a line of arithmetic. */
export type Token =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'unit'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string };

/** Spellings of one operator. */
const spellings: Readonly<Record<string, string>> = {
  '\u00d7': '*',
  '\u00b7': '*',
  '\u22c5': '*',
  '\u2219': '*',
  '\u2217': '*',
  '\u2212': '-',
  '\u2013': '-',
  '\u00f7': '/',
  '\u2215': '/',
  '**': '^',
};

const superscripts = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

// A comma with three digits behind it, and no more, separates thousands.
const numeral =
  /^(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:_\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3}(?![\w.]))?/;
const identifier = /^[\p{L}_][\p{L}\p{N}_']*(?:\.[\p{L}_][\p{L}\p{N}_']*)*/u;
const unitText = /^[A-Za-z\u00b5\u03bc]+(?:\/s(?![\w]))?/;
const mark =
  /^(?:\*\*|[-+*/^(),\u00d7\u00b7\u22c5\u2219\u2217\u2212\u2013\u00f7\u2215\u2308\u2309\u230a\u230b])/;

/** Cuts a text into numbers, units, names and marks; whatever is none of these is a problem. */
export function tokenize(text: string): readonly Token[] {
  if (text.length > limits.characters) throw new ArithmeticProblem('the line is too long to read');
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const taken = take(rest, tokens);
    rest = rest.slice(taken).trimStart();
    if (tokens.length > limits.tokens) throw new ArithmeticProblem('the line is too long to read');
  }
  return tokens;
}

function take(rest: string, tokens: Token[]): number {
  const number = numeral.exec(rest)?.[0];
  if (number !== undefined) {
    const value = Number(number.replace(/[,_]/g, ''));
    tokens.push({ kind: 'number', text: number, value });
    return number.length;
  }
  const unit = takeUnit(rest, tokens.at(-1));
  if (unit !== undefined) {
    tokens.push({ kind: 'unit', text: unit });
    return unit.length;
  }
  const name = identifier.exec(rest)?.[0];
  if (name !== undefined) {
    tokens.push({ kind: 'name', text: name });
    return name.length;
  }
  const sign = mark.exec(rest)?.[0];
  if (sign !== undefined) {
    tokens.push({ kind: 'mark', text: spellings[sign] ?? sign });
    return sign.length;
  }
  return takePower(rest, tokens);
}

/** A unit stands behind a number, or behind a closing bracket when it cannot be a name. */
function takeUnit(rest: string, previous: Token | undefined): string | undefined {
  if (previous === undefined) return undefined;
  const behindNumber = previous.kind === 'number';
  const behindBracket = previous.kind === 'mark' && /[)\u2309\u230b]/.test(previous.text);
  if (!behindNumber && !behindBracket) return undefined;
  const text = unitText.exec(rest)?.[0];
  if (text === undefined) return undefined;
  const candidates = text.endsWith('/s') ? [text, text.slice(0, -2)] : [text];
  const found = candidates.find((candidate) => unitOf(candidate) !== undefined);
  // A name that merely begins like a unit is a name.
  return found !== undefined && !/^[\w.']/.test(rest.slice(found.length)) ? found : undefined;
}

function takePower(rest: string, tokens: Token[]): number {
  let digits = '';
  for (const character of rest) {
    const digit = superscripts.indexOf(character);
    if (digit < 0) break;
    digits += String(digit);
  }
  if (digits === '') {
    throw new ArithmeticProblem(
      `"${String.fromCodePoint(rest.codePointAt(0) ?? 32)}" is no part of arithmetic`,
    );
  }
  tokens.push({ kind: 'mark', text: '^' });
  tokens.push({ kind: 'number', text: digits, value: Number(digits) });
  return digits.length;
}
