import type { FindingList } from '../findingList.ts';
import { pathAt } from '../text.ts';
import { Budget, checkNumber, refusesKey, Unreadable } from './limits.ts';
import { foreignWords, infinite, number, word, words } from './scalars.ts';

/**
 * Reads JSON as `JSON.parse` does, and says beside it what that keeps to itself: the line and column of a mistake,
 * keys that stand twice, numbers that lose digits. It nests no deeper than it may, and goes on where it can.
 */
export function parseJson(text: string, findings: FindingList): unknown {
  return new JsonReader(text, findings).read();
}

class JsonReader {
  private readonly text: string;
  private readonly findings: FindingList;
  private readonly budget: Budget;
  private at = 0;
  private line = 1;
  private lineStart = 0;
  /** Where the line after this one starts; looked for once, since a line may be the whole file. */
  private nextStart: number | undefined;

  constructor(text: string, findings: FindingList) {
    this.text = text;
    this.findings = findings;
    this.budget = new Budget(findings);
  }

  read(): unknown {
    // A byte order mark is no content.
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    const value = this.value('', 0);
    this.skipSpace();
    if (this.at < this.text.length) this.fail('', 'expected the end of the file.');
    return value;
  }

  private value(path: string, depth: number): unknown {
    this.budget.take(path, depth);
    this.skipSpace();
    switch (this.text[this.at]) {
      case '{':
        return this.record(path, depth);
      case '[':
        return this.list(path, depth);
      case '"':
        return this.string(path);
      case undefined:
        return this.fail(path, 'the file ends here; expected a value.');
      default:
        return this.scalar(path);
    }
  }

  private record(path: string, depth: number): object {
    const entries = new Map<string, unknown>();
    this.at += 1;
    for (let keys = 0; !this.ends('}', path, keys > 0); keys += 1) {
      if (this.text[this.at] !== '"') this.fail(path, 'expected a key in double quotes.');
      const key = this.string(path);
      const keyPath = pathAt(path, key);
      this.skipSpace();
      if (this.text[this.at] !== ':') this.fail(keyPath, 'expected a colon behind the key.');
      this.at += 1;
      const isRefused = refusesKey(key, path, this.findings);
      const value = this.value(keyPath, depth + 1);
      if (entries.has(key)) {
        this.error(
          'config.duplicate_key',
          keyPath,
          'this key stands twice.',
          'Remove one of them.',
        );
      }
      if (!isRefused) entries.set(key, value);
    }
    return Object.fromEntries(entries);
  }

  private list(path: string, depth: number): readonly unknown[] {
    const values: unknown[] = [];
    this.at += 1;
    while (!this.ends(']', path, values.length > 0)) {
      values.push(this.value(pathAt(path, values.length), depth + 1));
    }
    return values;
  }

  /** Whether a list or an object ends here; otherwise the comma before the next of its values is passed. */
  private ends(closing: string, path: string, hasValues: boolean): boolean {
    this.skipSpace();
    if (hasValues && this.text[this.at] === ',') {
      const comma = this.at;
      this.at += 1;
      this.skipSpace();
      if (this.text[this.at] !== closing) return false;
      const here = this.place(comma);
      this.findings.error(
        'config.syntax',
        path,
        `${here}: a comma before "${closing}".`,
        'Remove it.',
      );
    } else if (hasValues && this.text[this.at] !== closing) {
      this.fail(path, `expected a comma or "${closing}".`);
    }
    if (this.text[this.at] !== closing) return false;
    this.at += 1;
    return true;
  }

  private string(path: string): string {
    const start = this.at;
    let end = start + 1;
    for (; ; end += 1) {
      const code = this.text.charCodeAt(end);
      if (code === 0x22) break;
      if (code === 0x5c) end += 1;
      else if (!(code >= 0x20)) this.fail(path, 'a string does not end on its line.');
    }
    this.at = end + 1;
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      this.at = start;
      return this.fail(path, 'a string with an escape that JSON does not know.');
    }
  }

  private scalar(path: string): unknown {
    number.lastIndex = this.at;
    const digits = number.exec(this.text);
    if (digits !== null) {
      this.at = number.lastIndex;
      const value = Number(digits[0]);
      checkNumber(value, path, this.findings);
      return value;
    }
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0] ?? '';
    if (words.has(found)) {
      this.at = word.lastIndex;
      return words.get(found);
    }
    if (infinite.test(found)) {
      this.at = word.lastIndex;
      checkNumber(
        /nan/i.test(found) ? NaN : found.startsWith('-') ? -Infinity : Infinity,
        path,
        this.findings,
      );
      return null;
    }
    const foreign = foreignWords.get(found);
    if (foreign === undefined) return this.fail(path, this.hint());
    this.error('config.syntax', path, `JSON has no "${found}".`, `Write ${foreign.right}.`);
    this.at = word.lastIndex;
    return foreign.value;
  }

  private hint(): string {
    const next = this.text[this.at];
    if (next === '/' || next === '#') return 'JSON has no comments.';
    if (next === "'") return 'JSON writes strings in double quotes.';
    return 'expected a value.';
  }

  private skipSpace(): void {
    for (; ; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  /** Lines are counted from where they were counted last: there may be many mistakes, and many lines. */
  private place(at: number): string {
    for (let next = this.nextLine(); next <= at; next = this.nextLine()) {
      this.lineStart = next;
      this.nextStart = undefined;
      this.line += 1;
    }
    return `line ${this.line}, column ${at - this.lineStart + 1}`;
  }

  private nextLine(): number {
    if (this.nextStart !== undefined) return this.nextStart;
    const end = this.text.indexOf('\n', this.lineStart);
    return (this.nextStart = end === -1 ? Infinity : end + 1);
  }

  private error(code: string, path: string, message: string, fix: string): void {
    this.findings.error(code, path, `${this.place(this.at)}: ${message}`, fix);
  }

  private fail(path: string, message: string): never {
    this.error('config.syntax', path, message, 'Correct the file so that it is JSON.');
    throw new Unreadable();
  }
}
