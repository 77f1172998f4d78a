import { MantileError, resolveDtype, type LayerRegistry } from '@mantile/core';
import type { CheckedStatement } from './check/statements.ts';
import { StatementChecker } from './check/statements.ts';
import { checkResult } from './check/results.ts';
import { Scope } from './check/scope.ts';
import type { TabledCase } from './check/tables.ts';
import type { ComparedCase, Derivation } from './consistency.ts';
import type { Findings } from './findings.ts';
import { measureCase, type MeasuredCase } from './measure.ts';
import { symbols } from './names.ts';
import type { CaseText, DocumentText, TextLine } from './read/document.ts';
import { readCase, readParameter, type Parameter, type ReadCase } from './read/parameters.ts';
import { statementsOf } from './read/statement.ts';

/** A case as it was run. */
export interface RunCase {
  readonly text: CaseText;
  readonly kind?: string | undefined;
  readonly tabled: TabledCase;
  /** What other cases are compared with; absent when the layer could not be built. */
  readonly compared?: ComparedCase | undefined;
}

/** Runs one case: builds its layer, and checks every line of it. */
export function runCase(
  text: CaseText,
  document: DocumentText,
  layers: LayerRegistry,
  findings: Findings,
): RunCase {
  const isParameterSection = ({ section }: TextLine): boolean => section === 'parameters';
  const stated = new Map<TextLine, Parameter>();
  for (const line of text.lines.filter(isParameterSection)) {
    const parameter = readParameter(line);
    if (parameter !== undefined) stated.set(line, parameter);
  }
  const parameters = [...stated.values()];
  const read = readCase(text, parameters, findings);
  const measured = measure(text, read, layers, findings);
  const scope = new Scope(measured?.metrics);
  bindParameters(scope, parameters);
  checkDerived(read, measured, findings);
  const derivations = new LineChecker(scope, findings, measured).check([
    ...definitionsIn(document, scope),
    ...text.lines.filter((line) => !stated.has(line)),
  ]);
  if (measured !== undefined && !text.lines.some(({ section }) => section === 'results')) {
    findings.add({
      code: 'result.missing',
      line: text.line,
      message: 'the case states no expected results.',
    });
  }
  scope.enter('');
  const { specCase, kind } = read;
  const words = parameters.map(({ value }) => value).filter((value) => typeof value === 'string');
  const phase = typeof specCase.step.phase === 'string' ? specCase.step.phase : undefined;
  return {
    text,
    kind,
    tabled: { id: text.id, scope, metrics: measured?.metrics, phase, words: new Set(words) },
    ...(measured !== undefined && {
      compared: {
        id: text.id,
        line: text.line,
        kind: kind ?? '',
        specCase,
        ...measured,
        derivations,
      },
    }),
  };
}

function measure(
  { line }: CaseText,
  { kind, specCase }: ReadCase,
  layers: LayerRegistry,
  findings: Findings,
): MeasuredCase | undefined {
  if (kind === undefined) return undefined;
  try {
    return measureCase(layers.get(kind), specCase);
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    for (const { path, message } of error.faults) {
      findings.add({ code: 'case.refused', line, message: `${path}: ${message}` });
    }
    return undefined;
  }
}

function bindParameters(scope: Scope, parameters: readonly Parameter[]): void {
  for (const { name, symbol, value } of parameters) {
    if (typeof value !== 'number') continue;
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    for (const bound of [name, snake, symbol ?? symbols[name]]) {
      if (bound !== undefined) scope.fix(bound, value);
    }
  }
}

/** Figures that are stated beside the parameters, and follow from them. */
function checkDerived(
  read: ReadCase,
  measured: MeasuredCase | undefined,
  findings: Findings,
): void {
  for (const { name, value, line } of read.derived) {
    const isBytes = name.startsWith('bytesPer');
    const dtype = read.specCase.dtype ?? 'bf16';
    let actual = measured?.metrics.numPackages;
    if (isBytes) actual = measured && resolveDtype(dtype).bits / 8;
    if (actual === undefined || actual === value) continue;
    findings.add({
      code: 'parameter.invalid',
      line,
      message: `${name} follows from the other parameters: ${actual}.`,
      stated: JSON.stringify(value),
      computed: String(actual),
    });
  }
}

/** Definitions among the conventions, such as `M = B * S`, hold in every case that has their names. */
function definitionsIn(document: DocumentText, scope: Scope): readonly TextLine[] {
  return document.lines.flatMap((line) => {
    const found = [...line.text.matchAll(/`\s*([A-Za-z_][\w.]*)\s*=\s*([^`=]+)`/g)];
    return found
      .filter(([, name = '', formula = '']) => {
        const names = formula.match(/[A-Za-z_][\w.]*/g) ?? [];
        const isKnown = names.every(
          (each) => scope.lookUp(each) !== undefined || /^(ceil|floor|min|max)$/.test(each),
        );
        // A case may say it differently only by saying it itself.
        return isKnown && scope.written(name) === undefined;
      })
      .map((match) => ({
        ...line,
        text: match[0],
        section: 'calculations' as const,
        heading: '',
        operation: '',
      }));
  });
}

class LineChecker {
  private readonly scope: Scope;
  private readonly findings: Findings;
  private readonly measured: MeasuredCase | undefined;
  private readonly derivations: Derivation[] = [];

  constructor(scope: Scope, findings: Findings, measured: MeasuredCase | undefined) {
    this.scope = scope;
    this.findings = findings;
    this.measured = measured;
  }

  check(lines: readonly TextLine[]): readonly Derivation[] {
    const checker = new StatementChecker(this.scope, this.findings);
    let before: CheckedStatement | undefined;
    let bare: CheckedStatement | undefined;
    for (const line of lines) {
      this.scope.enter(line.operation);
      if (line.section === 'results' && checkResult(line, this.measured?.metrics, this.findings))
        continue;
      const statements = statementsOf(line.text, line.number);
      // A number that nothing leads to must be derived by the line below it.
      const isContinued = statements[0]?.parts[0]?.relation !== undefined;
      if (bare !== undefined && !isContinued) this.underived(bare);
      bare = undefined;
      if (statements.length === 0) before = undefined;
      for (const statement of statements) {
        before = checker.check(statement, before);
        if (before.isBare) bare = before;
        this.derivations.push({ ...before, heading: line.heading, operation: line.operation });
      }
    }
    if (bare !== undefined) this.underived(bare);
    return this.derivations;
  }

  private underived({ line }: CheckedStatement): void {
    this.findings.add({
      code: 'arithmetic.underived',
      line,
      message: 'a number without a derivation: show how it follows.',
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
  findings.all.push(...kept);
  return { id: 'the document', scope: new Scope(), words: new Set() };
}
