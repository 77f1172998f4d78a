import type { LayerMetrics, TracedQuantity } from '@mantile/core';
import { parallelAxes } from '@mantile/core';
import type { SpecCase } from '../cases.ts';
import { exchangesOf, patternNames } from '../exchanges.ts';
import type { MeasuredCase } from '../measure.ts';
import { symbols } from '../names.ts';
import { numeral } from '../numerals.ts';
import { stateLines, weightLines } from './memory.ts';
import { parameterLines } from './parameters.ts';
import { resultLines } from './results.ts';
import { shareLines, sharesOf, sumLine, totalLine, type Derive, type Share } from './terms.ts';
import { timeLines } from './time.ts';

/** The document's part on one case. */
export function caseLines(
  id: string,
  specCase: SpecCase,
  measured: MeasuredCase,
  derive: Derive,
): readonly string[] {
  const { layer, metrics } = measured;
  const { trace = [] } = metrics;

  const exchanges = exchangesOf(layer, specCase.step);
  const section = (
    quantity: TracedQuantity,
    label: string,
    name: keyof LayerMetrics,
    otherwise: string,
  ): string[] => {
    const shares = sharesOf(trace, quantity);
    if (shares.length === 0) return [`- ${otherwise}: \`${name} = 0\``];
    const values = shares.map(({ term }) => term.value);
    return [
      ...shares.flatMap((share, index) => shareLines(label, index, share, derive, notes(share))),
      `**Total ${label}**`,
      '',
      ...rounded(name, values, Number(metrics[name])),
    ];
  };
  const notes = ({ operation }: Share): readonly string[] => {
    const exchange = exchanges.find(
      ({ name }) => operation.kind === 'collective' && name === operation.name,
    );
    if (exchange === undefined) return [];
    const { collective, packages, axis } = exchange;
    return [`- ${patternNames[collective]} among ${packages} packages, ${axis}`];
  };
  const total = (totalName: keyof LayerMetrics, name: keyof LayerMetrics): string =>
    totalLine(
      totalName,
      name,
      Number(metrics[name]),
      Number(metrics[totalName]),
      metrics.numPackages,
    );

  return [
    `# Test ${id} — ${specCase.title}`,
    '',
    '### Test case parameters',
    '',
    ...parameterLines(layer.kind, specCase),
    '',
    'Derived:',
    '',
    derivedPackages(layer.parallelism, metrics.numPackages),
    `- \`L = C + S = ${numeral((specCase.step.contextLen ?? 0) + (specCase.step.seqLen ?? 1))}\``,
    '',
    '### Expected calculations (step-by-step)',
    '',
    '#### 1) FLOPs',
    '',
    ...section('flops', 'FLOPs', 'flopsPerPackage', 'No arithmetic is counted'),
    total('flopsTotal', 'flopsPerPackage'),
    '',
    '#### 2) Weight memory',
    '',
    ...weightLines(layer, metrics),
    '',
    '#### 3) Activation memory',
    '',
    ...section('activationBytes', 'bytes', 'activationMemoryPerPackage', 'Nothing is held'),
    total('activationMemoryTotal', 'activationMemoryPerPackage'),
    '',
    '#### 4) KV cache and other state',
    '',
    ...stateLines(layer, metrics, specCase.step),
    '',
    '#### 5) Communication',
    '',
    ...section('payloadBytes', 'payload', 'communicationBytes', 'No exchange'),
    '',
    '#### 6) Weights read',
    '',
    ...section('weightReadBytes', 'bytes', 'weightReadPerPackage', 'None'),
    '',
    '#### 7) State read',
    '',
    ...section('stateReadBytes', 'bytes', 'kvReadPerPackage', 'None'),
    '',
    '#### 8) State written',
    '',
    ...section('stateWriteBytes', 'bytes', 'kvWritePerPackage', 'None'),
    '',
    ...(metrics.computeTimeMs === undefined
      ? []
      : ['#### 9) Time', '', ...timeLines(metrics, specCase), '']),
    '### Expected results',
    '',
    ...resultLines(metrics),
  ];
}

/** A sum of shares; where packed formats leave a fraction, it is rounded up at the end. */
function rounded(name: string, values: readonly number[], stated: number): readonly string[] {
  const sum = values.reduce((subtotal, value) => subtotal + value, 0);
  if (sum === stated) return [sumLine(name, values, stated)];
  const terms = values.map((value) => numeral(value, 17)).join(' + ');
  return [`- \`${name} = ceil(${terms}) = ${numeral(stated, 17)}\``];
}

function derivedPackages(
  parallelism: MeasuredCase['layer']['parallelism'],
  numPackages: number,
): string {
  const degrees = parallelAxes
    .filter((axis) => parallelism[axis] > 1)
    .map((axis) => symbols[axis] ?? axis);
  return degrees.length === 0
    ? '- `numPackages = 1`'
    : `- \`numPackages = ${degrees.join(' * ')} = ${numPackages}\``;
}
