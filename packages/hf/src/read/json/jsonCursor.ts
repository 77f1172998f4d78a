/** What a text breaks, and where in it. */
export class JsonSyntaxError extends Error {
  /** Index into the text. */
  readonly index: number;

  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

// Everything from the space on, but the quote and the backslash.
const plainCharacters = /[ !#-[\]-\uffff]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /-?(?:Infinity|NaN|true|false|null)(?![\w$])/y;

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const words: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  null: null,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  NaN: Number.NaN,
};

/** Reads JSON piece by piece, so that a caller may refuse what it did not expect before building anything. */
export class JsonCursor {
  index = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Refuses the text at the place reached, or at another. */
  fail(message: string, index = this.index): never {
    throw new JsonSyntaxError(message, index);
  }

  /** The next character that is no space, which stays; empty at the end. */
  peek(): string {
    this.skipSpace();
    return this.text.charAt(this.index);
  }

  /** Takes a character when it is the next one. */
  take(character: string): boolean {
    // Codes instead of characters: this runs several times for each of a million tensors.
    if (this.skipSpace() !== character.charCodeAt(0)) return false;
    this.index += 1;
    return true;
  }

  /** Takes a character that must come next. */
  expect(character: string): void {
    if (!this.take(character)) this.fail(`expected ${character}, found ${this.found()}`);
  }

  /** What comes next, in words. */
  found(): string {
    const character = this.peek();
    return character === '' ? 'the end of the text' : JSON.stringify(character);
  }

  /** Calls back for each key of an object, with the value next to read. */
  readObject(readValue: (key: string, keyIndex: number) => void): void {
    this.expect('{');
    if (this.take('}')) return;
    do {
      this.peek();
      const keyIndex = this.index;
      const key = this.readString();
      this.expect(':');
      readValue(key, keyIndex);
    } while (this.takeSeparator('}'));
  }

  /** Calls back for each element of a list, with the value next to read. */
  readArray(readValue: (position: number) => void): void {
    this.expect('[');
    if (this.take(']')) return;
    let position = 0;
    do {
      readValue(position);
      position += 1;
    } while (this.takeSeparator(']'));
  }

  readString(): string {
    if (this.peek() !== '"') this.fail(`expected a string, found ${this.found()}`);
    const start = this.index;
    this.index += 1;
    let text = this.match(plainCharacters);
    while (this.text.charAt(this.index) !== '"') {
      if (this.index >= this.text.length) this.fail('this string has no end', start);
      if (this.text.charAt(this.index) !== '\\') {
        this.fail('a control character inside a string must be escaped');
      }
      text += this.readEscape();
      text += this.match(plainCharacters);
    }
    this.index += 1;
    return text;
  }

  readNumber(): number {
    this.peek();
    const text = this.match(number);
    if (text === '') this.fail(`expected a number, found ${this.found()}`);
    return Number(text);
  }

  /** A number, `true`, `false`, `null`, or one of the names that Python writes for what is no finite number. */
  readScalar(): unknown {
    const first = this.peek();
    if (first === '"') return this.readString();
    const found = this.match(word);
    if (found !== '' && Object.hasOwn(words, found)) return words[found];
    if (found !== '') this.fail(`${found} is no value`, this.index - found.length);
    const text = this.match(number);
    if (text === '') this.fail(`expected a value, found ${this.found()}`);
    return Number(text);
  }

  /** Refuses anything but space behind the value. */
  expectEnd(): void {
    if (this.peek() !== '') this.fail(`expected the end of the text, found ${this.found()}`);
  }

  private skipSpace(): number {
    for (;;) {
      const code = this.text.charCodeAt(this.index);
      // Space, tab, line feed, carriage return.
      if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return code;
      this.index += 1;
    }
  }

  private takeSeparator(close: string): boolean {
    if (this.take(',')) return true;
    if (this.take(close)) return false;
    return this.fail(`expected , or ${close}, found ${this.found()}`);
  }

  private readEscape(): string {
    const start = this.index;
    const letter = this.text.charAt(start + 1);
    if (letter === 'u') {
      const digits = this.text.slice(start + 2, start + 6);
      if (!/^[\da-fA-F]{4}$/.test(digits)) this.fail('\\u needs four hexadecimal digits');
      this.index += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const character = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (character === undefined) this.fail(`\\${letter} is no escape`);
    this.index += 2;
    return character;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.index;
    if (!pattern.test(this.text)) return '';
    const found = this.text.slice(this.index, pattern.lastIndex);
    this.index = pattern.lastIndex;
    return found;
  }
}
