import type { Findings } from '../findings.ts';
import { plainText } from './line.ts';

/** Where in a case a line stands. */
type SectionKind = 'parameters' | 'calculations' | 'results';

/** A line of text, with its number in the file. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
  readonly section: SectionKind;
  /** The headings above it, as in `1) FLOPs`. */
  readonly heading: string;
  /** The operation that it works out, as in `(a) up_proj`; names hold within one. */
  readonly operation: string;
}

/** A table: cells without their marks, the head first. */
export interface Table {
  readonly line: number;
  readonly head: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** A case as written. */
export interface CaseText {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly lines: readonly TextLine[];
  readonly tables: readonly Table[];
}

/** A document as written: what stands before and after the cases, and the cases. */
export interface DocumentText {
  readonly lines: readonly TextLine[];
  readonly tables: readonly Table[];
  readonly cases: readonly CaseText[];
}

/** What no document needs. */
const limits = { characters: 8_000_000, lineCharacters: 4000, cases: 2000 } as const;

const caseHeading =
  /^(#{1,4})\s+Test\s+\**`?([A-Za-z]\w{0,40}-\d{1,6}\w{0,4})\b`?\**\s*[\u2014\u2013:-]*\s*(.*)$/;
const anyHeading = /^(#{1,6})\s+(.*)$/;
const operationHeading = /^\s*\*\*(\(\w{1,3}\)[^*]*)\*\*/;
const boldHeading = /^\s*\*\*[^*`=:]+\*\*\s*:?\s*$/;

/** Reads the Markdown of a spec; what it cannot read at all is a finding. */
export function readDocument(text: string, findings: Findings): DocumentText {
  if (text.length > limits.characters) {
    findings.add({
      code: 'document.unreadable',
      line: 1,
      message: 'the document is too long to read.',
    });
    return { lines: [], tables: [], cases: [] };
  }
  const reader = new DocumentReader(findings);
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.length > limits.lineCharacters) {
      findings.add({
        code: 'document.unreadable',
        line: index + 1,
        message: `a line of ${line.length} characters is too long to read.`,
      });
    } else {
      reader.read(line, index + 1);
    }
  });
  return reader.finish();
}

interface Part {
  lines: TextLine[];
  tables: Table[];
}

class DocumentReader {
  private readonly outside: Part = { lines: [], tables: [] };
  private readonly cases: (Omit<CaseText, 'lines' | 'tables'> & Part)[] = [];
  private current: Part = this.outside;
  private level = 0;
  private section: SectionKind = 'calculations';
  private heading = '';
  private operation = '';
  private fence: string | undefined;
  private tableRows: { line: number; cells: readonly string[] }[] = [];
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.findings = findings;
  }

  read(line: string, number: number): void {
    const fence = /^\s*(?:```|~~~)\s*(\w*)/.exec(line);
    if (fence !== null) {
      this.fence = this.fence === undefined ? (fence[1] ?? '') : undefined;
      return;
    }
    // Programs and data in a document are not its arithmetic; plain blocks are.
    if (this.fence !== undefined && !['', 'text', 'markdown', 'md'].includes(this.fence)) return;
    if (/^\s*\|/.test(line)) {
      this.tableRows.push({ line: number, cells: cellsOf(line) });
      return;
    }
    this.closeTable();
    const heading = anyHeading.exec(line);
    if (heading !== null) {
      this.enter(line, heading, number);
      return;
    }
    if (/^\s*(?:-{3,}|\*{3,}|_{3,})?\s*$/.test(line)) return;
    const operation = operationHeading.exec(line);
    if (operation !== null) this.operation = operation[1] ?? '';
    else if (boldHeading.test(line)) this.operation = '';
    const { section } = this;
    this.current.lines.push({
      number,
      text: operation === null ? line : line.slice(operation[0].length),
      section,
      heading: this.heading,
      operation: this.operation,
    });
  }

  finish(): DocumentText {
    this.closeTable();
    return { ...this.outside, cases: this.cases };
  }

  private enter(line: string, heading: RegExpExecArray, number: number): void {
    const level = heading[1]?.length ?? 1;
    const title = heading[2] ?? '';
    this.operation = '';
    const found = caseHeading.exec(line);
    if (found !== null && this.cases.length < limits.cases) {
      const started = {
        id: found[2] ?? '',
        title: plainText(found[3] ?? ''),
        line: number,
        lines: [],
        tables: [],
      };
      if (this.cases.some(({ id }) => id === started.id)) {
        this.findings.add({
          code: 'case.duplicate',
          line: number,
          message: `there is another case ${started.id} above.`,
          stated: started.id,
        });
      }
      this.cases.push(started);
      this.current = started;
      this.level = level;
      this.section = 'calculations';
      return;
    }
    if (level <= this.level) this.current = this.outside;
    if (/parameter/i.test(title)) this.section = 'parameters';
    else if (/result/i.test(title)) this.section = 'results';
    else this.section = 'calculations';
    this.heading = title;
  }

  private closeTable(): void {
    const [head, ...rows] = this.tableRows;
    this.tableRows = [];
    if (head === undefined) return;
    const body = rows.filter(({ cells }) => !cells.every((cell) => /^:?-+:?$/.test(cell)));
    this.current.tables.push({ line: head.line, head: head.cells, rows: body });
  }
}

function cellsOf(line: string): readonly string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}
