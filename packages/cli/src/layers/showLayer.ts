import type { LayerClass, Step } from '@mantile/core';
import type { Io } from '../io.ts';
import { styleFor } from '../print/style.ts';
import { table } from '../print/table.ts';
import { whole } from '../print/whole.ts';
import { wrapped } from '../print/wrapped.ts';
import { exampleOf, type LayerExample } from './layerExample.ts';
import { descriptionOf, fieldsOf, plain, valueText, type DescribedField } from './layerKind.ts';

/** A kind as programs read it. */
export function layerJson(layerClass: LayerClass): unknown {
  const { kind, supportedParallelism } = layerClass;
  const { category, sentence } = descriptionOf(kind) ?? {};
  return {
    kind,
    category,
    description: sentence === undefined ? undefined : plain(sentence),
    parallelism: supportedParallelism,
    fields: fieldsOf(layerClass)?.map(
      ({ name, legal, isRequired, default: fallback, meaning }) => ({
        name,
        legal,
        required: isRequired,
        default: fallback,
        meaning,
      }),
    ),
    example: exampleOf(layerClass),
  };
}

/** A kind for people: what it is, its spec, how it is spread, and an example with its numbers. */
export function layerText(layerClass: LayerClass, io: Io): string {
  const style = styleFor(io);
  const { kind, supportedParallelism } = layerClass;
  const { category = 'a kind of your own', sentence = '' } = descriptionOf(kind) ?? {};
  const lines = sentence === '' ? [] : wrapped(plain(sentence), Math.max(io.columns, 40));
  const example = exampleOf(layerClass);
  return [
    `${style.strong(kind)} ${style.faint(`(${category})`)}`,
    ...lines,
    '',
    style.strong('Spec'),
    ...fieldLines(fieldsOf(layerClass), io),
    style.strong('Spread by'),
    ...wrapped(supportedParallelism.join(', ') || 'nothing', Math.max(io.columns, 40)),
    '',
    ...(example === undefined ? [] : exampleLines(kind, example, io)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function fieldLines(fields: readonly DescribedField[] | undefined, io: Io): readonly string[] {
  if (fields === undefined) return ['its schema does not describe itself', ''];
  if (fields.length === 0) return ['no keys', ''];
  const style = styleFor(io);
  const cells = fields.map(({ name, legal, isRequired, default: fallback }) => [
    name,
    isRequired ? style.warn('required') : fallback === undefined ? 'absent' : valueText(fallback),
    legal ?? 'as its schema says',
  ]);
  const [heading = '', ...rows] = table(
    [{ heading: 'key' }, { heading: 'default' }, { heading: 'legal values' }],
    cells,
  )
    .trimEnd()
    .split('\n');
  const room = Math.max(io.columns - 4, 40);
  const explained = rows.flatMap((row, at) => {
    const { meaning = '' } = fields[at] ?? {};
    return [
      row,
      ...(meaning === '' ? [] : wrapped(meaning, room).map((line) => style.faint(`    ${line}`))),
    ];
  });
  return [heading, ...explained, ''];
}

function exampleLines(kind: string, example: LayerExample, io: Io): readonly string[] {
  const { spec, dtype, parameters, activeParameters, weightBytes, steps } = example;
  const style = styleFor(io);
  const active = activeParameters === parameters ? '' : `, ${whole(activeParameters)} active`;
  const inner = Object.entries(spec)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
  const rows = steps.map(({ step, flops, weightBytesRead, stateBytes, activationBytes }) => [
    stepText(step),
    // Of experts that are liked unequally, means are read: no whole bytes.
    ...[flops, weightBytesRead, stateBytes, activationBytes].map((each) => whole(Math.round(each))),
  ]);
  return [
    style.strong('Example'),
    ...wrapped(`new ${kind}({ ${inner} })`, Math.max(io.columns, 40)),
    `${whole(parameters)} parameters${active}: ${whole(weightBytes)} bytes in ${dtype}`,
    ...(rows.length === 0
      ? []
      : [
          table(
            [
              { heading: 'step' },
              { heading: 'FLOPs', align: 'right' },
              { heading: 'weight bytes read', align: 'right' },
              { heading: 'state bytes', align: 'right' },
              { heading: 'activation bytes', align: 'right' },
            ],
            rows,
          ).trimEnd(),
        ]),
  ];
}

function stepText(step: Step): string {
  return step.phase === 'prefill'
    ? `a prompt of ${String(step.seqLen)} tokens`
    : `one token behind ${whole(step.contextLen ?? 0)}`;
}
