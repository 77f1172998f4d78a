import type { LayerMetrics } from '@mantile/core';
import type { Derivation } from '../compare/comparedCase.ts';
import type { Findings } from '../findings.ts';
import type { DocumentText, TextLine } from '../read/document.ts';
import { statementsOf } from '../read/statement.ts';
import { agrees } from './compare.ts';
import { checkResult } from './results.ts';
import { Scope } from './scope.ts';
import { StatementChecker, type CheckedStatement } from './statements.ts';
import type { TabledCase } from './tables.ts';

/** Checks the lines of a case one after another, or those around the cases. */
export class LineChecker {
  private readonly scope: Scope;
  private readonly findings: Findings;
  private readonly metrics: LayerMetrics | undefined;
  private readonly derivations: Derivation[] = [];

  constructor(scope: Scope, findings: Findings, metrics: LayerMetrics | undefined) {
    this.scope = scope;
    this.findings = findings;
    this.metrics = metrics;
  }

  /** Checks the lines; those of `given` hold without a derivation. */
  check(lines: readonly TextLine[], given: readonly TextLine[] = []): readonly Derivation[] {
    const checker = new StatementChecker(this.scope, this.findings);
    for (const { text, number, heading, operation } of given) {
      for (const statement of statementsOf(text, number))
        this.derivations.push({ ...checker.check(statement, undefined), heading, operation });
    }
    let before: CheckedStatement | undefined;
    let bare: CheckedStatement | undefined;
    for (const line of lines) {
      this.scope.enter(line.operation);
      if (line.section === 'results' && checkResult(line, this.metrics, this.scope, this.findings))
        continue;
      const statements = statementsOf(line.text, line.number);
      // A number that nothing leads to must be derived by the line below it.
      const isContinued = statements[0]?.parts[0]?.relation !== undefined;
      if (bare !== undefined && !isContinued) this.underived(bare);
      bare = undefined;
      if (statements.length === 0) before = undefined;
      for (const statement of statements) {
        before = checker.check(statement, before);
        if (before.isBare && !this.isInput(line, before)) bare = before;
        this.derivations.push({ ...before, heading: line.heading, operation: line.operation });
      }
    }
    if (bare !== undefined) this.underived(bare);
    return this.derivations;
  }

  /** Whether a name stands for what the layer's operation of that heading takes; without a layer, nobody knows. */
  private isInput({ operation }: TextLine, { name, value = NaN }: CheckedStatement): boolean {
    if (name === undefined) return false;
    const trace = this.metrics?.trace;
    if (trace === undefined) return true;
    const own = operation.replace(/^\(\w+\)\s*/, '');
    return trace.some(
      (each) =>
        each.name === own && each.terms.some(({ inputs }) => agrees(inputs[name] ?? NaN, value, 0)),
    );
  }

  private underived({ line, name }: CheckedStatement): void {
    this.findings.add({
      code: 'arithmetic.underived',
      line,
      message: 'a number without a derivation: show how it follows.',
      ...(name !== undefined && { stated: name }),
    });
  }
}

/** Checks what stands around the cases: there, only arithmetic in numbers alone can be worked out. */
export function checkPreamble(document: DocumentText, findings: Findings): TabledCase {
  const scope = new Scope();
  const ignored = new Set(['arithmetic.unknown_name', 'arithmetic.underived', 'name.conflict']);
  const before = findings.all.length;
  new LineChecker(scope, findings, undefined).check(
    document.lines.map((line) => ({
      ...line,
      section: 'calculations',
      operation: `line ${line.number}`,
    })),
  );
  const kept = findings.all.splice(before).filter(({ code }) => !ignored.has(code));
  // One by one: a call does not take as many arguments as a document can hold faults.
  for (const finding of kept) findings.all.push(finding);
  return { id: 'the document', scope: new Scope(), words: new Set() };
}
