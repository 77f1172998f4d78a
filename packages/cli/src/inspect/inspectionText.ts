import type { Io } from '../io.ts';
import { bytesText, countText, whole } from '../print/count.ts';
import { countsOf, findingLines } from '../print/findings.ts';
import { styleFor, type Style } from '../print/style.ts';
import { table } from '../print/table.ts';
import type { Inspection } from './inspection.ts';
import { layerTypesText, structureText } from './layersText.ts';
import { sourceText } from './sourceText.ts';

const right = 'right';

/** An inspection as tables, the findings last. */
export function inspectionText(inspection: Inspection, io: Io): string {
  const style = styleFor(io);
  const { layerTypes, structure, findings } = inspection;
  const section = (title: string, text: string): string =>
    text === '' ? '' : `\n${style.strong(title)}\n${text}`;
  return [
    sourceText(inspection),
    section('Architecture', pairs(Object.entries(inspection.architecture))),
    section('Layers', layerTypesText(layerTypes)),
    section('Parameters', parametersText(inspection)),
    section('Formats', formatsText(inspection)),
    structure === undefined ? '' : section('Structure', structureText(structure)),
    section('Expected', validationText(inspection, style)),
    section(
      findings.length === 0 ? 'Findings: none' : `Findings: ${countsOf(findings)}`,
      findings.length === 0 ? ' ' : findingLines(findings, style),
    ).trimEnd(),
    '\n',
  ].join('');
}

function pairs(rows: readonly (readonly [string, string | number])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(
      ([name, value]) =>
        `${name.padEnd(width)}  ${typeof value === 'number' ? whole(value) : value}\n`,
    )
    .join('');
}

function parametersText({ parameters }: Inspection): string {
  if (parameters === undefined) return '';
  const { logicalUnique, logicalStored, storedElements, buffers, active, byComponent, byPart } =
    parameters;
  const totals = pairs([
    ['unique', countText(logicalUnique)],
    ...(active === undefined || active === logicalUnique
      ? []
      : [['used by one token', countText(active)] as const]),
    ['as stored, unpacked', countText(logicalStored)],
    ['elements in files', countText(storedElements)],
    ...(buffers === 0 ? [] : [['of them buffers', countText(buffers)] as const]),
  ]);
  const shares = (title: string, parts: Readonly<Partial<Record<string, number>>>): string => {
    const rows = Object.entries(parts)
      .map(([name, count = 0]) => [name, count] as const)
      .sort((one, other) => other[1] - one[1])
      .map(([name, count]) => [name, whole(count), percent(count, logicalUnique)]);
    return table(
      [
        { heading: title },
        { heading: 'parameters', align: right },
        { heading: 'share', align: right },
      ],
      rows,
    );
  };
  return `${totals}\n${byPart === undefined ? '' : `${shares('part', byPart)}\n`}${shares('serves', byComponent)}`;
}

function percent(part: number, all: number): string {
  return all === 0 ? '' : `${((part / all) * 100).toFixed(2)} %`;
}

function formatsText({ formats, memory }: Inspection): string {
  if (memory === undefined) return '';
  const cells = (bytes: number) => {
    const { gb, gib } = bytesText(bytes);
    return [whole(bytes), gb, gib];
  };
  const rows = formats.map(({ format, dtype, weights, elements, bytes }) => [
    format,
    dtype,
    whole(weights),
    whole(elements),
    ...cells(bytes),
  ]);
  const all = [
    'all',
    '',
    whole(formats.reduce((sum, { weights }) => sum + weights, 0)),
    whole(formats.reduce((sum, { elements }) => sum + elements, 0)),
    ...cells(memory.bytes),
  ];
  return table(
    [
      { heading: 'format' },
      { heading: 'stored as' },
      { heading: 'weights', align: right },
      { heading: 'elements', align: right },
      { heading: 'bytes', align: right },
      { heading: 'GB', align: right },
      { heading: 'GiB', align: right },
    ],
    rows.length > 1 ? [...rows, all] : rows,
  );
}

function validationText(inspection: Inspection, style: Style): string {
  const { validation, layerValidation } = inspection;
  const verdict = (valid: boolean) => (valid ? style.good('ok') : style.bad('not ok'));
  const line = ({ expected, found, valid }: NonNullable<typeof validation>, what: string) =>
    `${verdict(valid)}  ${whole(expected)}${what} expected, ${whole(found)} found`;
  const off = validation && ((validation.found - validation.expected) / validation.expected) * 100;
  const share = off === undefined ? '' : `: ${off >= 0 ? '+' : ''}${off.toFixed(2)} %`;
  return [
    validation === undefined ? '' : `${line(validation, '')}${share}\n`,
    layerValidation === undefined ? '' : `${line(layerValidation, ' layers')}\n`,
  ].join('');
}
