import type { Finding } from '@mantile/config';
import { largest, most } from './limits.ts';
import { lookUp } from './lookUp.ts';
import { absentField, disagreeingFields, invalidField, shown } from './lostFields.ts';
import { ownFirst } from './ownNames.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Written alike is the same: lists and sections are compared as they stand.
const isSame = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) || shown(one) === shown(other);

/** Where a field is absent: the value that the family's configuration class has when the field is left out. */
type Fallback<Value> = Readonly<{ absent?: Value }>;

/**
 * Reads fields of a config.json by name: the same fact goes by many. Whatever is missing or no such value is
 * noted, and reading goes on, so that all of it is reported at once; with any error noted no result may be used.
 */
export class ConfigReader {
  private readonly fields: Fields;
  private readonly findings: Finding[];
  /** Where this section lies in the file. */
  readonly path: string;
  private readonly seen: Set<string>;

  constructor(fields: Fields, findings: Finding[], path = '', seen = new Set<string>()) {
    this.fields = fields;
    this.findings = findings;
    this.path = path;
    this.seen = seen;
  }

  /** Full paths of the fields that were looked at, in whichever section. */
  get read(): ReadonlySet<string> {
    return this.seen;
  }

  /** The first of the names that has a value other than null; names may be dotted: `rope_scaling.type`. */
  raw(...names: readonly string[]): unknown {
    for (const name of names) this.mark(name);
    return names.map((name) => lookUp(this.fields, name)).find((value) => (value ?? null) !== null);
  }

  has(...names: readonly string[]): boolean {
    return this.raw(...names) !== undefined;
  }

  /** Whether the field is there, be it null: no default applies then. */
  states(name: string): boolean {
    this.mark(name);
    return lookUp(this.fields, name) !== undefined;
  }

  /** A whole number of at least 1 under the first of the names that is there. */
  count(names: string | readonly string[], fallback: Fallback<number> = {}): number {
    return this.whole(names, 1, fallback) ?? 1;
  }

  /** A whole number, 0 included. */
  countOrZero(names: string | readonly string[], fallback: Fallback<number> = {}): number {
    return this.whole(names, 0, fallback) ?? 0;
  }

  /** A whole number, or undefined where none of the names is there. */
  optionalCount(...names: readonly string[]): number | undefined {
    return this.has(...names) ? this.whole(names, 0, {}) : undefined;
  }

  /** The same; where none of the names is there, that nothing is taken instead is noted. */
  countOrNone(...names: readonly string[]): number | undefined {
    if (!names.some((name) => this.states(name))) this.noteDefault(names[0] ?? '', null);
    return this.optionalCount(...names);
  }

  /** Yes or no. */
  flag(names: string | readonly string[], fallback: Fallback<boolean> = {}): boolean {
    const [value, name] = this.find(names);
    if (typeof value === 'boolean') return value;
    if (value === undefined) return this.absent(names, 'true or false', fallback) ?? false;
    this.wrong(name, value, 'true or false');
    return false;
  }

  /** A string. */
  text(names: string | readonly string[], fallback: Fallback<string> = {}): string {
    const [value, name] = this.find(names);
    if (typeof value === 'string') return value;
    if (value === undefined) return this.absent(names, 'a string', fallback) ?? '';
    this.wrong(name, value, 'a string');
    return '';
  }

  /** A list of numbers; undefined where there is none. */
  numbers(...names: readonly string[]): readonly number[] | undefined {
    return this.list(names, 'a list of numbers', (item) => typeof item === 'number');
  }

  /** A list of strings; undefined where there is none. */
  texts(...names: readonly string[]): readonly string[] | undefined {
    return this.list(names, 'a list of strings', (item) => typeof item === 'string');
  }

  /** A section below this one; empty, with nothing noted, where there is none. */
  section(...names: readonly string[]): ConfigReader {
    const [value, name] = this.find(names);
    if (value !== undefined && !isFields(value)) this.wrong(name, value, 'an object');
    return new ConfigReader(
      isFields(value) ? value : {},
      this.findings,
      this.pathOf(name),
      this.seen,
    );
  }

  /** This section with other values, known from elsewhere. */
  overriddenBy(fields: Fields): ConfigReader {
    return new ConfigReader({ ...this.fields, ...fields }, this.findings, this.path, this.seen);
  }

  /** The sections of a list of objects; undefined where there is none. */
  sections(...names: readonly string[]): readonly ConfigReader[] | undefined {
    const [, name] = this.find(names);
    const items = this.list(names, 'a list of objects', isFields);
    return items?.map(
      (item, at) => new ConfigReader(item, this.findings, `${this.pathOf(name)}[${at}]`, this.seen),
    );
  }

  /** Notes something about a field of this section. */
  note(
    severity: Finding['severity'],
    code: string,
    name: string,
    message: string,
    fix?: string,
  ): void {
    const path = this.pathOf(name);
    this.findings.push({ code, severity, path, message, ...(fix !== undefined && { fix }) });
  }

  /** Notes that a field is absent and what the model's code takes instead: once, however often it is asked for. */
  noteDefault(name: string, value: unknown): void {
    this.noteAbsent(name, `the model's code takes ${JSON.stringify(value)}`);
  }

  /** The same in words, where what is taken is no single value. */
  noteAbsent(name: string, taken: string): void {
    const [path, message] = [this.pathOf(name), `absent; ${taken}.`];
    if (this.findings.some((known) => known.path === path && known.message === message)) return;
    this.note('info', 'hf.default_used', name, message);
  }

  private find(names: string | readonly string[]): readonly [value: unknown, name: string] {
    const all = ownFirst([names].flat(), lookUp(this.fields, 'model_type'));
    this.compare(all);
    const name = all.find((one) => this.has(one)) ?? all[0] ?? '';
    return [this.raw(name), name];
  }

  /** Notes names of one fact that say different things: whichever is taken, the other is as likely. */
  compare(names: readonly string[]): void {
    const stated = names.filter((name) => this.has(name));
    const [own = '', ...others] = stated;
    const other = others.find((name) => !isSame(this.raw(name), this.raw(own)));
    if (other === undefined) return;
    const path = this.pathOf(own);
    this.findings.push(disagreeingFields(path, this.raw(own), other, this.raw(other)));
  }

  private mark(name: string): void {
    let path = this.path;
    for (const key of name.split('.')) {
      path = path === '' ? key : `${path}.${key}`;
      this.seen.add(path);
    }
  }

  private list<Item>(
    names: readonly string[],
    expected: string,
    isItem: (item: unknown) => item is Item,
  ): readonly Item[] | undefined {
    const [value, name] = this.find(names);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.length <= most && value.every(isItem)) return value;
    this.wrong(name, value, expected);
    return undefined;
  }

  private whole(
    names: string | readonly string[],
    least: number,
    fallback: Fallback<number>,
  ): number | undefined {
    const [value, name] = this.find(names);
    const expected = `a whole number from ${least}`;
    if (value === undefined) return this.absent(names, expected, fallback);
    const isWhole = Number.isInteger(value) && (value as number) >= least;
    if (isWhole && (value as number) <= largest(name)) return value as number;
    this.wrong(name, value, `${expected} to ${largest(name)}`);
    return undefined;
  }

  /** The default that the model's code would take, which is said; without one, an error. */
  private absent<Value>(
    names: string | readonly string[],
    expected: string,
    { absent }: Fallback<Value>,
  ): Value | undefined {
    const [name = '', ...others] = [names].flat();
    if (absent !== undefined) {
      this.noteDefault(name, absent);
      return absent;
    }
    this.findings.push(absentField(this.pathOf(name), expected, others));
    return undefined;
  }

  private wrong(name: string, value: unknown, expected: string): void {
    this.findings.push(invalidField(this.pathOf(name), expected, value));
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}
