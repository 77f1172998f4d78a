import type { Finding } from '@mantile/config';
import { lookUp } from './lookUp.ts';
import { shown } from '../tensors/shown.ts';
import { absentField, disagreeingFields, invalidField } from './lostFields.ts';

/** What a section of a file holds, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether it is a section. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Written alike is the same: lists and sections are compared as they stand.
const isSame = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) || shown(one) === shown(other);

/** Where a field is absent: the value that the family's configuration class has when the field is left out. */
export type Fallback<Value> = Readonly<{ absent?: Value }>;

/** A section of a config.json: what its fields hold as they stand, which were looked at, and what is noted of them. */
export class ConfigSection {
  protected readonly fields: Fields;
  protected readonly findings: Finding[];
  /** Where this section lies in the file. */
  readonly path: string;
  protected readonly seen: Set<string>;

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

  /** Notes names of one fact that say different things: whichever is taken, the other is as likely. */
  compare(names: readonly string[]): void {
    const stated = names.filter((name) => this.has(name));
    const [own = '', ...others] = stated;
    const other = others.find((name) => !isSame(this.raw(name), this.raw(own)));
    if (other === undefined) return;
    const path = this.pathOf(own);
    this.findings.push(disagreeingFields(path, this.raw(own), other, this.raw(other)));
  }

  /** The default that the model's code would take, which is said; without one, an error. */
  protected absent<Value>(
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

  protected wrong(name: string, value: unknown, expected: string): void {
    this.findings.push(invalidField(this.pathOf(name), expected, value));
  }

  protected pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  private mark(name: string): void {
    let path = this.path;
    for (const key of name.split('.')) {
      path = path === '' ? key : `${path}.${key}`;
      this.seen.add(path);
    }
  }
}
