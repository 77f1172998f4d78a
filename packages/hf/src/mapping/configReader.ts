import { ConfigSection, isFields, type Fallback, type Fields } from './configSection.ts';
import { largest, most } from './limits.ts';
import { lookUp } from './lookUp.ts';
import { ownFirst } from './ownNames.ts';

/**
 * Reads fields of a config.json by name: the same fact goes by many. Whatever is missing or no such value is
 * noted, and reading goes on, so that all of it is reported at once; with any error noted no result may be used.
 */
export class ConfigReader extends ConfigSection {
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

  private find(names: string | readonly string[]): readonly [value: unknown, name: string] {
    const all = ownFirst([names].flat(), lookUp(this.fields, 'model_type'));
    this.compare(all);
    const name = all.find((one) => this.has(one)) ?? all[0] ?? '';
    return [this.raw(name), name];
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
}
