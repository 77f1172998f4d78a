import {
  FaultList,
  MantileError,
  parallelAxes,
  type LayerClass,
  type LayerMetrics,
} from '@mantile/core';
import type { SpecCase } from '../cases.ts';
import { checkInput } from '../input.ts';
import { measureCase, type MeasuredCase } from '../measure.ts';
import { symbols } from '../names.ts';
import { numeral } from '../numerals.ts';
import { caseLines } from './case.ts';
import { derivationsFor } from './derive.ts';
import { proven, type Section } from './proof.ts';
import { documentSchema } from './schema.ts';

/**
 * What a document says of a layer kind besides its figures, and the cases that it works out.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * import type { SpecDocument } from '@mantile/layers/spec';
 * const document: SpecDocument = {
 *   layer: MLPLayer,
 *   prefix: 'MLP',
 *   overview: ['Two projections with an activation between them.'],
 *   cases: [],
 * };
 * document.layer.kind // => 'MLPLayer'
 * @category Executable specs
 */
export interface SpecDocument {
  readonly layer: LayerClass;
  /** Cases are numbered PREFIX-1, PREFIX-2 and so on: a letter, then letters, digits and underscores. */
  readonly prefix: string;
  /** The heading; the name of the kind when absent. */
  readonly title?: string | undefined;
  /** Paragraphs on the layer and on what its cases show, without headings. */
  readonly overview: readonly string[];
  /** Conventions beyond those of all layers, one sentence each. */
  readonly conventions?: readonly string[] | undefined;
  /** At least one. */
  readonly cases: readonly SpecCase[];
}

const commonConventions = [
  'Symbols stand behind the parameters that they abbreviate; names of an operation hold for that operation.',
  'Figures *per package* are those of the busiest package; totals are sums over all packages, replicas counted.',
  'A product of `[m, k]` and `[k, n]` costs 2·m·k·n FLOPs, a bias one FLOP per output element.',
  'Communication is payload: the logical tensor of each collective as one package sees it.',
  'One GB is `10^9` bytes, one GiB `2^30` bytes.',
];

/**
 * Writes an executable spec: every case with all its steps filled in from the layer's own trace.
 *
 * What it writes, {@link runSpec} passes: the text is run before it is handed back. Arithmetic in the overview and the
 * conventions is checked with the rest, so that a wrong line in it is refused, as are headings, unknown keys and
 * whatever else would not pass. The same text serves a gap report on a layer that is new.
 *
 * @example
 * import { NormLayer } from '@mantile/layers';
 * import { writeSpec } from '@mantile/layers/spec';
 * const text = writeSpec({
 *   layer: NormLayer,
 *   prefix: 'NORM',
 *   overview: ['Scales each vector.'],
 *   cases: [
 *     { title: 'one package', spec: { hiddenSize: 64 }, step: { phase: 'prefill', batchSize: 2, seqLen: 8 } },
 *   ],
 * });
 * text.includes('= `16 * 320 = 5,120`') // => true
 * @category Executable specs
 */
export function writeSpec(document: SpecDocument): string {
  checkInput(documentSchema, document);
  const {
    layer,
    prefix,
    title = `${layer.kind} tests`,
    overview,
    conventions = [],
    cases,
  } = document;
  const measured = measureAll(layer, prefix, cases);
  const paragraphs = (path: string, texts: readonly string[], bullet: string): readonly Section[] =>
    texts.map((text, index) => ({
      path: `${path}.${index}`,
      value: text,
      lines: bullet === '' ? [text, ''] : [`${bullet}${text}`],
    }));
  return proven(
    [
      { path: 'title', value: title, lines: [`# ${title}`, '', '## Overview', ''] },
      ...paragraphs('overview', overview, ''),
      { path: 'cases', lines: ['## Test Summary', '', ...summaryLines(measured), ''] },
      {
        path: 'conventions',
        lines: [
          '## Conventions Used in All Tests',
          '',
          ...commonConventions.map((convention) => `- ${convention}`),
        ],
      },
      ...paragraphs('conventions', conventions, '- '),
      { path: 'conventions', lines: [''] },
      ...measured.map((each, index) => ({
        path: `cases.${index}`,
        value: each.specCase,
        lines: [
          '---',
          '',
          ...caseLines(each.id, each.specCase, each.measured, derivationsFor(layer, each.specCase)),
        ],
      })),
    ],
    layer,
  );
}

/** Carries all cases out; what the layer refuses of any of them is told at once. */
function measureAll(layer: LayerClass, prefix: string, cases: readonly SpecCase[]): readonly Row[] {
  const faults = new FaultList();
  const rows = cases.flatMap((specCase, index) => {
    try {
      return [{ id: `${prefix}-${index + 1}`, specCase, measured: measureCase(layer, specCase) }];
    } catch (error) {
      if (!MantileError.isInstance(error)) throw error;
      for (const fault of error.faults) {
        const group = groups[fault.code.split('.')[0] ?? ''] ?? '';
        faults.add({ ...fault, path: `cases.${index}.${group}${fault.path}` });
      }
      return [];
    }
  });
  faults.throwIfAny();
  return rows;
}

/** Where in a case the layer's own paths begin. */
const groups: Readonly<Record<string, string>> = { spec: 'spec.', step: 'step.' };

interface Row {
  readonly id: string;
  readonly specCase: SpecCase;
  readonly measured: MeasuredCase;
}

const columns: readonly (readonly [string, keyof LayerMetrics])[] = [
  ['FLOPs/package', 'flopsPerPackage'],
  ['Weights/package', 'weightMemoryPerPackage'],
  ['Activations/package', 'activationMemoryPerPackage'],
  ['KV cache/package', 'kvCachePerPackage'],
  ['Communication', 'communicationBytes'],
];

function summaryLines(rows: readonly Row[]): readonly string[] {
  const head = ['Test', 'Parallelism', 'Step', ...columns.map(([name]) => name)];
  const body = rows.map(({ id, specCase, measured: { metrics } }) => [
    id,
    parallelismText(specCase),
    stepText(specCase),
    ...columns.map(([, name]) => numeral(Number(metrics[name]), 17)),
  ]);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...body.map(row)];
}

function parallelismText({ parallelism = {} }: SpecCase): string {
  const degrees = parallelAxes.flatMap((axis) => {
    const degree = parallelism[axis] ?? 1;
    return degree === 1 ? [] : [`${symbols[axis] ?? axis} = ${degree}`];
  });
  return degrees.join(', ') || 'one package';
}

function stepText({ step }: SpecCase): string {
  const sizes = [`B = ${numeral(step.batchSize)}`, `S = ${numeral(step.seqLen ?? 1)}`];
  if ((step.contextLen ?? 0) > 0) sizes.push(`C = ${numeral(step.contextLen ?? 0)}`);
  return [step.phase, ...sizes].join(', ');
}
