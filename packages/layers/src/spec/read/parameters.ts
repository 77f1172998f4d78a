import { parallelAxes, type LayerSetup, type Step } from '@mantile/core';
import { parseExpression } from '../arithmetic/parser.ts';
import { ArithmeticProblem } from '../arithmetic/problem.ts';
import { isLiteral } from '../arithmetic/syntax.ts';
import type { SpecCase, SpecHardware } from '../cases.ts';
import type { Findings } from '../findings.ts';
import type { CaseText, TextLine } from './document.ts';
import { segmentsOf, withoutBullet } from './line.ts';

/** A parameter as a document states it. */
export interface Parameter {
  readonly name: string;
  readonly symbol?: string | undefined;
  readonly value: unknown;
  readonly line: number;
}

/** Writes a name as code does: `hidden_size` becomes `hiddenSize`. */
export function camelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_+([a-z0-9])/gi, (_, first: string) => first.toUpperCase());
}

const form = /^([A-Za-z][\w.]{0,80})\s*(?:`([^`]{1,40})`)?\s*[=:]\s*\*\*(.+?)\*\*\s*([^`=*]*)$/;

/** The parameter that a line states: a name, perhaps a symbol in backticks, and the value in bold. */
export function readParameter({ text, number }: TextLine): Parameter | undefined {
  const [, name, symbol, stated, behind] = form.exec(withoutBullet(text).trim()) ?? [];
  if (name === undefined || stated === undefined) return undefined;
  const unit = /^[A-Za-z\u00b5\u03bc]+(?:\/s)?(?=\s|$)/.exec(behind ?? '')?.[0] ?? '';
  const plain = segmentsOf(stated)
    .map((segment) => segment.text)
    .join('')
    .trim();
  return { name: camelCase(name), symbol, value: valueOf(plain, unit), line: number };
}

function valueOf(text: string, unit: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  for (const numeric of unit === '' ? [text] : [`${text} ${unit}`, text]) {
    try {
      const expression = parseExpression(numeric);
      if (isLiteral(expression)) return expression.value * (expression.unit?.factor ?? 1);
    } catch (error) {
      if (!(error instanceof ArithmeticProblem)) throw error;
    }
  }
  if (!/^[[{"]|^null$|^-/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const axes: readonly string[] = parallelAxes;
const stepKeys = ['phase', 'batchSize', 'seqLen', 'contextLen'];
const hardwareKeys = ['memoryBandwidth', 'linkBandwidth', 'linkLatency'];
/** Stated for the reader; they follow from the others and are checked against the layer. */
const derivedKeys = ['numPackages', 'numChips', 'bytesPerElem', 'bytesPerElement'];

/** The parameters of a case sorted into what a layer takes. */
export interface ReadCase {
  readonly kind: string | undefined;
  readonly specCase: SpecCase;
  /** Numbers that are stated beside the parameters. */
  readonly derived: readonly Parameter[];
}

/** Puts a case together from its parameters. */
export function readCase(
  { title, line }: CaseText,
  parameters: readonly Parameter[],
  findings: Findings,
): ReadCase {
  const seen = new Set<string>();
  const spec: Record<string, unknown> = {};
  const dtypes: Record<string, unknown> = {};
  const parallelism: Record<string, unknown> = {};
  const step: Record<string, unknown> = {};
  const peakFlops: Record<string, unknown> = {};
  const figures: Record<string, unknown> = {};
  const other: Record<string, unknown> = {};
  const derived: Parameter[] = [];
  for (const parameter of parameters) {
    const { name, value } = parameter;
    if (seen.has(name)) {
      findings.add({
        code: 'parameter.invalid',
        line: parameter.line,
        message: `${name} is stated twice.`,
        stated: name,
      });
    }
    seen.add(name);
    if (name === 'layer' || name === 'dtype' || name === 'causal' || name === 'overlap')
      other[name] = value;
    else if (axes.includes(name)) parallelism[name] = value;
    else if (stepKeys.includes(name)) step[name] = value;
    else if (hardwareKeys.includes(name)) figures[name] = value;
    else if (derivedKeys.includes(name)) derived.push(parameter);
    else if (name.startsWith('dtypes.')) dtypes[name.slice('dtypes.'.length)] = value;
    else if (name.startsWith('peakFlops.')) peakFlops[name.slice('peakFlops.'.length)] = value;
    else if (name === 'peakFlops') peakFlops['bf16'] = value;
    else spec[name.startsWith('spec.') ? name.slice('spec.'.length) : name] = value;
  }
  for (const needed of ['layer', 'phase', 'batchSize']) {
    if (seen.has(needed)) continue;
    findings.add({
      code: 'parameter.invalid',
      line,
      message: `the case does not say its ${needed}.`,
      stated: undefined,
    });
  }
  const { layer, ...options } = other;
  // A document is somebody's text: the layer itself refuses what does not fit.
  const setup = { ...options, dtypes, parallelism } as LayerSetup;
  const hasHardware = Object.keys(peakFlops).length > 0 || figures['memoryBandwidth'] !== undefined;
  return {
    kind: typeof layer === 'string' ? layer : undefined,
    specCase: {
      ...setup,
      title,
      spec,
      step: step as unknown as Step,
      ...(hasHardware && { hardware: { ...figures, peakFlops } as unknown as SpecHardware }),
    },
    derived,
  };
}
