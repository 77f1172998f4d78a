import { looksLikeArithmetic, segmentsOf, withoutBullet, type Segment } from './line.ts';
import { unitOf } from '../arithmetic/units.ts';

/** How a part of a statement follows from the parts before it. */
export type Relation = '=' | '\u2248';

/** An expression, a value or a name between two equals signs. */
export interface Part {
  readonly text: string;
  /** Absent for the first. */
  readonly relation?: Relation;
  /** Whether it stands in backticks, as code does. */
  readonly isCode: boolean;
}

/** A chain such as `flops = 2 * 3 = 6`; one that begins with a relation goes on with the statement before it. */
export interface Statement {
  readonly parts: readonly Part[];
  readonly line: number;
}

const connector = /(\u2192|->|=>|;|\u2248|\u2243|\u2245|~=|={1,3})/;
const separators = new Set(['\u2192', '->', '=>', ';']);

/** The statements of a line: everything in it that says what something equals. */
export function statementsOf(line: string, number: number): readonly Statement[] {
  const segments = segmentsOf(withoutBullet(line));
  const reader = new StatementReader(number);
  segments.forEach((segment, index) => {
    if (segment.isCode) reader.code(segment.text);
    else reader.prose(segment.text, codeFollows(segments, index));
  });
  return reader.finish();
}

function codeFollows(segments: readonly Segment[], index: number): boolean {
  return segments[index + 1]?.isCode === true;
}

class StatementReader {
  private readonly statements: Statement[] = [];
  private parts: Part[] = [];
  private relation: Relation | undefined;
  private readonly line: number;

  constructor(line: number) {
    this.line = line;
  }

  /** Code is arithmetic from its first to its last character. */
  code(text: string): void {
    if (this.parts.length > 0 && this.relation === undefined) this.close();
    this.read(text, true);
  }

  /** Of prose, what stands around equals signs; a label in front of them is dropped. */
  prose(text: string, isBeforeCode: boolean): void {
    const unit = this.unitBehindCode(text);
    const rest = unit === undefined ? text : text.slice(unit.length);
    if (!connector.test(rest)) {
      if (rest.trim() === '' && isBeforeCode) return;
      if (this.relation !== undefined && /\d/.test(rest)) {
        this.push(rest, false);
      } else if (looksLikeArithmetic(rest)) {
        this.close();
        this.push(rest, false);
      }
      if (/\S/.test(rest)) this.close();
      return;
    }
    this.read(rest, false);
  }

  finish(): readonly Statement[] {
    this.close();
    return this.statements;
  }

  private read(text: string, isCode: boolean): void {
    for (const piece of text.split(connector)) {
      if (separators.has(piece)) {
        this.close();
      } else if (connector.test(piece)) {
        this.relation = piece.startsWith('=') ? '=' : '\u2248';
      } else if (piece.trim() !== '') {
        if (this.parts.length > 0 && this.relation === undefined) this.close();
        this.push(piece, isCode);
      }
    }
  }

  private push(text: string, isCode: boolean): void {
    const { relation } = this;
    this.parts.push({ text: text.trim(), isCode, ...(relation !== undefined && { relation }) });
    this.relation = undefined;
  }

  private close(): void {
    if (this.parts.length > 0) this.statements.push({ parts: this.parts, line: this.line });
    this.parts = [];
    this.relation = undefined;
  }

  /** A unit that stands right behind the backticks belongs to the value before it. */
  private unitBehindCode(text: string): string | undefined {
    const last = this.parts.at(-1);
    if (last?.isCode !== true || this.relation !== undefined) return undefined;
    const found = /^\s*([A-Za-z\u00b5\u03bc]+(?:\/s)?)(?![\w/])/.exec(text);
    if (found === null || unitOf(found[1] ?? '') === undefined) return undefined;
    // Only a value can have one.
    if (!/[\d)]$/.test(last.text)) return undefined;
    this.parts.splice(-1, 1, { ...last, text: `${last.text} ${found[1] ?? ''}` });
    return found[0];
  }
}
