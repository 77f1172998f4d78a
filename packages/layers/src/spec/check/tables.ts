import type { LayerMetrics } from '@mantile/core';
import type { Findings } from '../findings.ts';
import { metricOf } from '../names.ts';
import type { Table } from '../read/document.ts';
import { plainText } from '../read/line.ts';
import { statementsOf } from '../read/statement.ts';
import { states } from './compare.ts';
import { numeral } from '../numerals.ts';
import type { Scope } from './scope.ts';
import { StatementChecker } from './statements.ts';
import { checkMetric, literalOf } from './values.ts';

/** A case that tables speak of. */
export interface TabledCase {
  readonly id: string;
  readonly scope: Scope;
  readonly metrics?: LayerMetrics | undefined;
  readonly phase?: string | undefined;
  /** Parameters in words, such as the format. */
  readonly words: ReadonlySet<string>;
}

/** Checks every cell of a table; in one with a column "Test", each row against the case it names. */
export function checkTable(
  table: Table,
  cases: readonly TabledCase[],
  current: TabledCase,
  findings: Findings,
): void {
  const head = table.head.map(plainText);
  const isSummary = /^(test|case)s?$/i.test(head[0] ?? '');
  const told = new Set<string>();
  for (const { line, cells } of table.rows) {
    if (cells.length !== head.length) {
      findings.add({
        code: 'table.unreadable',
        line,
        message: `the row has ${cells.length} cells under a head of ${head.length}.`,
      });
    }
    const found = isSummary ? caseOf(plainText(cells[0] ?? ''), cases) : current;
    if (found === undefined) {
      findings.add({
        code: 'table.unreadable',
        line,
        message: 'there is no such case.',
        stated: cells[0],
      });
      continue;
    }
    told.add(found.id);
    const row = isSummary ? '' : plainText(cells[0] ?? '');
    cells.forEach((cell, index) => {
      if (isSummary && index === 0) return;
      new CellChecker(found, findings, line).check(
        cell,
        index === 0 ? '' : (head[index] ?? ''),
        row,
      );
    });
  }
  if (!isSummary) return;
  for (const { id } of cases) {
    if (told.has(id)) continue;
    findings.add({
      code: 'table.incomplete',
      line: table.line,
      message: `the summary leaves out ${id}.`,
      stated: id,
    });
  }
}

/** A case by its id, or by the number at the end of it. */
function caseOf(name: string, cases: readonly TabledCase[]): TabledCase | undefined {
  return cases.find(({ id }) => id === name) ?? cases.find(({ id }) => id.endsWith(`-${name}`));
}

class CellChecker {
  private readonly of: TabledCase;
  private readonly findings: Findings;
  private readonly line: number;

  constructor(of: TabledCase, findings: Findings, line: number) {
    this.of = of;
    this.findings = findings;
    this.line = line;
  }

  /** A cell holds a metric, a parameter, arithmetic, sizes such as `B = 2, S = 128`, or words. */
  check(cell: string, column: string, row: string): void {
    const text = plainText(cell).replace(/^\*+|\*+$/g, '');
    if (/^[-\u2013\u2014]?$|^(n\/a|none)$/i.test(text)) return;
    const { line, findings } = this;
    const { metrics, scope } = this.of;
    const metric = metricOf(column) ?? (row === '' ? undefined : metricOf(row));
    if (
      metric !== undefined &&
      column !== '' &&
      literalOf(text.replace(/^[\u2248~]\s*/, '')) !== undefined
    ) {
      if (metrics !== undefined)
        checkMetric(metric, text, metrics, findings, { line, code: 'table.wrong' });
      return;
    }
    const literal = literalOf(text);
    if (literal !== undefined) {
      const value = scope.lookUp(symbolOf(column)) ?? scope.lookUp(symbolOf(row));
      if (value === undefined) this.unreadable(text);
      else if (!states(literal, value, '=')) this.wrong(text, value);
      return;
    }
    for (const piece of text.split(/[,;]\s+|\s+and\s+/)) this.checkPiece(piece.trim());
  }

  private checkPiece(piece: string): void {
    const { phase, scope, words, metrics } = this.of;
    const [, name, stated] = /^([A-Za-z][\w.]*)\s*=\s*([\d.,_]+)$/.exec(piece) ?? [];
    const literal = stated === undefined ? undefined : literalOf(stated);
    if (name !== undefined && literal !== undefined) {
      const value = scope.lookUp(name) ?? scope.lookUp(name.toLowerCase());
      if (value === undefined) this.unreadable(piece);
      else if (!states(literal, value, '=')) this.wrong(piece, value);
    } else if (/^(prefill|decode)$/i.test(piece)) {
      if (phase !== undefined && phase !== piece.toLowerCase()) this.wrong(piece, phase);
    } else if (/^(one|single) (package|chip)$|^no parallelism$/i.test(piece)) {
      if (metrics !== undefined && metrics.numPackages !== 1)
        this.wrong(piece, metrics.numPackages);
    } else if (/=/.test(piece)) {
      const checker = new StatementChecker(scope, this.findings);
      for (const statement of statementsOf(piece, this.line)) checker.check(statement, undefined);
    } else if (/\d/.test(piece) && !words.has(piece)) {
      this.unreadable(piece);
    }
  }

  private unreadable(stated: string): void {
    this.findings.add({
      code: 'table.unreadable',
      line: this.line,
      message: 'nothing says what this cell should be.',
      stated,
    });
  }

  private wrong(stated: string, value: number | string): void {
    const computed = typeof value === 'number' ? numeral(value) : value;
    this.findings.add({
      code: 'table.wrong',
      line: this.line,
      message: `${this.of.id} says ${computed}.`,
      stated,
      computed,
    });
  }
}

function symbolOf(column: string): string {
  return column.trim();
}
