import {
  MantileError,
  resolveDtype,
  type LayerRegistry,
  type ParallelismOptions,
} from '@mantile/core';
import { checkClaims, checkTitle } from './check/claims.ts';
import { definitionsHolding, type Definition } from './check/definitions.ts';
import { LineChecker } from './check/lines.ts';
import { Scope } from './check/scope.ts';
import type { TabledCase } from './check/tables.ts';
import { marksOf, type ComparedCase } from './compare/comparedCase.ts';
import type { Findings } from './findings.ts';
import { measureCase, type MeasuredCase } from './measure.ts';
import { symbols } from './names.ts';
import type { CaseText, TextLine } from './read/document.ts';
import { readCase, readParameter, type Parameter, type ReadCase } from './read/parameters.ts';

/** A case as it was run. */
export interface RunCase {
  readonly text: CaseText;
  readonly kind?: string | undefined;
  readonly tabled: TabledCase;
  readonly compared: ComparedCase;
}

/** Runs one case: builds its layer, and checks every line of it. */
export function runCase(
  text: CaseText,
  definitions: readonly Definition[],
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
  checkTitle(text, read.specCase, findings);
  if (measured !== undefined) checkClaims(text.lines, measured, read.specCase.step, findings);
  const derivations = new LineChecker(scope, findings, measured?.metrics).check(
    text.lines.filter((line) => !stated.has(line)),
    definitionsHolding(definitions, scope),
  );
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
    compared: {
      id: text.id,
      line: text.line,
      kind: kind ?? '',
      specCase,
      parameters: new Map(parameters.map(({ name, symbol }) => [name, symbol ?? symbols[name]])),
      parameter: (name) => {
        const value = parameters.find((parameter) => parameter.name === name)?.value;
        return typeof value === 'number' ? value : undefined;
      },
      ...marksOf(kind ?? '', specCase),
      numPackages: measured?.metrics.numPackages ?? productOf(specCase.parallelism),
      stated: (metric) => scope.written(metric),
      derivations,
    },
  };
}

/** Packages by the degrees that a document states, where no layer says it. */
function productOf(parallelism: ParallelismOptions = {}): number {
  const degrees = Object.values(parallelism).filter((degree) => Number.isSafeInteger(degree));
  return degrees.reduce((product, degree) => product * degree, 1);
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
