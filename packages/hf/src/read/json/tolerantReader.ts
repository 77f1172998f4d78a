import type { Finding } from '@mantile/config';
import type { JsonCursor } from './jsonCursor.ts';

const maximumDepth = 64;
/** A hostile file must not answer with a report as long as itself. */
const maximumFindings = 100;

/** Names that reach an object's prototype in JavaScript; no model's config needs them. */
const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Builds what a cursor reads, noting on the way what is legal and still worth knowing. */
export class TolerantReader {
  readonly findings: Finding[] = [];
  isTooDeep = false;
  private readonly cursor: JsonCursor;
  private readonly path: (string | number)[] = [];

  constructor(cursor: JsonCursor) {
    this.cursor = cursor;
  }

  /** Reads the next value, whatever it is. */
  read(): unknown {
    const first = this.cursor.peek();
    if (first === '{') return this.readObject();
    if (first === '[') return this.readArray();
    const value = this.cursor.readScalar();
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.note('json.not_finite', 'info', `the value is ${value}, which is no JSON number.`);
    }
    return value;
  }

  private readObject(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.cursor.readObject((key) => {
      this.enter(key);
      const value = this.read();
      if (prototypeKeys.has(key)) {
        this.note('json.prototype_key', 'warning', `a key named ${key} is left out.`);
      } else {
        if (Object.hasOwn(object, key)) {
          this.note(
            'json.duplicate_key',
            'error',
            'the key stands twice, and which value is meant is not known.',
          );
        }
        object[key] = value;
      }
      this.path.pop();
    });
    return object;
  }

  private readArray(): unknown[] {
    const list: unknown[] = [];
    this.cursor.readArray((position) => {
      this.enter(position);
      list.push(this.read());
      this.path.pop();
    });
    return list;
  }

  private enter(step: string | number): void {
    this.path.push(step);
    if (this.path.length <= maximumDepth) return;
    this.isTooDeep = true;
    this.cursor.fail(`values are nested deeper than ${maximumDepth}`);
  }

  private note(code: string, severity: Finding['severity'], message: string): void {
    if (this.findings.length >= maximumFindings) return;
    this.findings.push({ code, severity, path: this.pathText(), message });
  }

  private pathText(): string {
    return this.path.reduce<string>((text, step) => {
      if (typeof step === 'number') return `${text}[${step}]`;
      return text === '' ? step : `${text}.${step}`;
    }, '');
  }
}
