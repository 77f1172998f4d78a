/** A piece of a pattern: a set of characters, pieces in a row, a choice, a repetition, or a place. */
export type RegexNode =
  | { readonly kind: 'set'; readonly has: (code: number) => boolean }
  | { readonly kind: 'row'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: RegexNode;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

const maximumLength = 1000;
const maximumDepth = 50;
const maximumRepeat = 200;

const isDigit = (code: number) => code >= 48 && code <= 57;
const isWord = (code: number) =>
  isDigit(code) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);
const classes: Readonly<Record<string, (code: number) => boolean>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};

/**
 * Reads the part of Python's patterns that can be matched in linear time: characters, sets, groups, choices and
 * repetitions. Anything else, as references and looks ahead, gives nothing.
 */
export function parseRegex(pattern: string): RegexNode | undefined {
  if (pattern.length > maximumLength) return undefined;
  const parser = new RegexParser(pattern);
  const node = parser.readChoice(0);
  return parser.isDone ? node : undefined;
}

class RegexParser {
  private index = 0;
  private isBroken = false;
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get isDone(): boolean {
    return !this.isBroken && this.index === this.pattern.length;
  }

  readChoice(depth: number): RegexNode {
    if (depth > maximumDepth) return this.fail();
    const parts = [this.readRow(depth)];
    while (this.take('|')) parts.push(this.readRow(depth));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  private readRow(depth: number): RegexNode {
    const parts: RegexNode[] = [];
    while (!this.isBroken && this.index < this.pattern.length && !/[|)]/.test(this.next())) {
      parts.push(this.readRepeated(depth));
    }
    return { kind: 'row', parts };
  }

  private readRepeated(depth: number): RegexNode {
    const part = this.readPart(depth);
    const counts = this.readCounts();
    if (counts === undefined) return part;
    // A lazy repetition matches the same names; a possessive one, or a repetition of one, does not.
    this.take('?');
    if (/[*+?{]/.test(this.next()) || part.kind === 'start' || part.kind === 'end') {
      return this.fail();
    }
    return { kind: 'repeat', part, ...counts };
  }

  private readCounts(): { least: number; most: number } | undefined {
    if (this.take('*')) return { least: 0, most: Infinity };
    if (this.take('+')) return { least: 1, most: Infinity };
    if (this.take('?')) return { least: 0, most: 1 };
    const found = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(
      this.pattern.slice(this.index, this.index + 12),
    );
    if (found === null) return undefined;
    const [whole, low, comma, high] = found;
    this.index += whole.length;
    const least = Number(low);
    const most = comma === '' ? least : high === '' ? Infinity : Number(high);
    if (most < least || least > maximumRepeat || (most !== Infinity && most > maximumRepeat)) {
      this.fail();
    }
    return { least, most };
  }

  private readPart(depth: number): RegexNode {
    if (this.take('(')) {
      if (this.take('?') && !this.take(':')) return this.fail();
      const inner = this.readChoice(depth + 1);
      return this.take(')') ? inner : this.fail();
    }
    if (this.take('[')) return this.readSet();
    if (this.take('^')) return { kind: 'start' };
    if (this.take('$')) return { kind: 'end' };
    if (this.take('.')) return { kind: 'set', has: (code) => code !== 10 };
    if (/[*+?{]/.test(this.next())) return this.fail();
    return { kind: 'set', has: this.readCharacter() };
  }

  private readSet(): RegexNode {
    const isInverted = this.take('^');
    const members: ((code: number) => boolean)[] = [];
    let isFirst = true;
    while (isFirst || this.next() !== ']') {
      if (this.isBroken || this.index >= this.pattern.length) return this.fail();
      isFirst = false;
      const from = this.pattern.charCodeAt(this.index);
      const isPlain = this.next() !== '\\';
      const one = this.readCharacter();
      const isRange =
        isPlain && this.next() === '-' && !/^-\]/.test(this.pattern.slice(this.index));
      if (!isRange) {
        members.push(one);
        continue;
      }
      this.index += 1;
      const to = this.pattern.charCodeAt(this.index);
      if (this.next() === '\\' || !(to >= from)) return this.fail();
      this.index += 1;
      members.push((code) => code >= from && code <= to);
    }
    this.index += 1;
    return { kind: 'set', has: (code) => members.some((has) => has(code)) !== isInverted };
  }

  private readCharacter(): (code: number) => boolean {
    const isEscaped = this.take('\\');
    const character = this.next();
    this.index += 1;
    if (isEscaped && /[a-zA-Z0-9]/.test(character)) {
      const known = Object.hasOwn(classes, character) ? classes[character] : undefined;
      if (known === undefined) this.fail();
      return known ?? (() => false);
    }
    if (character === '') this.fail();
    const wanted = character.charCodeAt(0);
    return (code) => code === wanted;
  }

  private next(): string {
    return this.pattern.charAt(this.index);
  }

  private take(character: string): boolean {
    if (this.next() !== character) return false;
    this.index += 1;
    return true;
  }

  private fail(): RegexNode {
    this.isBroken = true;
    return { kind: 'row', parts: [] };
  }
}
