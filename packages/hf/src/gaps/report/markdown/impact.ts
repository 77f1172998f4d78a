import type { Gap } from '../../gap.ts';
import { code, count, table } from '../../text/markdown.ts';
import type { GapReportDocument, WorkedFigure } from '../document.ts';

/** What the gap costs, by tensor and in all. */
export function impactLines({
  gap,
  flops,
  flopsBounds,
  memory,
  communication,
  furtherTensors,
}: GapReportDocument): readonly string[] {
  const figures = (list: readonly WorkedFigure[]): readonly (readonly string[])[] => [
    ...list.map(({ component, formula, worked }) => [component, `\`${formula}\``, worked]),
    ['**Sum**', '', list.length === 0 ? '0' : sumText(list)],
  ];
  return [
    '### FLOPs per layer, for m = 2,048 rows',
    '',
    table(['Component', 'Formula', 'Worked'], figures(flops)),
    '',
    ...(flopsBounds === undefined
      ? []
      : [
          `Which experts run, a router decides: between ${count(flopsBounds.atLeast)} FLOPs, with ${flopsBounds.experts} and ${count(flopsBounds.atMost)}, with all of them.`,
          '',
        ]),
    `${gap.count === 1 ? 'With one such layer' : `With ${count(gap.count)} layers alike`}, one token needs ${atMostText(flopsBounds, flops)}${count(gap.flopsPerToken)} FLOPs. Recurrences and attention are not in it.`,
    '',
    '### Memory per layer, in 16 bits but for what stays in 32',
    '',
    table(['Component', 'Formula', 'Worked'], figures(memory)),
    '',
    '### Memory per layer, as the files store it',
    '',
    table(['Component', 'Stored as', 'Bytes, scales included'], stored(gap)),
    '',
    `All ${gap.count === 1 ? 'of it takes' : `${count(gap.count)} layers take`} ${count(gap.bytes)} bytes in the files.${furtherTensors === 0 && gap.count * storedBytes(gap) !== gap.bytes ? ' The table is of the first of them; others are stored in other formats.' : ''}`,
    '',
    '### Communication',
    '',
    table(
      ['Pattern', 'When', 'Payload'],
      communication.map(({ pattern, when, payload }) => [pattern, when, payload]),
    ),
  ];
}

/** Says where all experts are counted, of which a router takes some. */
export function atMostText(
  bounds: GapReportDocument['flopsBounds'],
  flops: readonly WorkedFigure[],
): string {
  const counted = flops.reduce((sum, { value }) => sum + value, 0);
  const isMost = bounds !== undefined && bounds.atLeast < bounds.atMost;
  return isMost && counted === bounds.atMost ? 'at most ' : '';
}

/** Bytes in the files: packed where the tensors are, with the scales that belong to them. */
function stored(gap: Gap): readonly (readonly string[])[] {
  return [
    ...gap.tensors.map((tensor) => [
      code(tensor.name),
      `${tensor.copies === 1 ? '' : `${count(tensor.copies)} × `}${code(tensor.dtype)}`,
      count(tensor.bytes),
    ]),
    ['**Sum**', '', count(storedBytes(gap))],
  ];
}

function storedBytes({ tensors }: Gap): number {
  return tensors.reduce((sum, { bytes }) => sum + bytes, 0);
}

function sumText(list: readonly WorkedFigure[]): string {
  const total = list.reduce((sum, { value }) => sum + value, 0);
  const parts = list.filter(({ value }) => value > 0).map(({ value }) => count(value));
  return parts.length <= 1 ? count(total) : `${parts.join(' + ')} = ${count(total)}`;
}

/** How it can be spread. */
export function communicationLines({ communication }: GapReportDocument): readonly string[] {
  return communication.map(
    ({ axis, description, pattern, payload }, at) =>
      `${at + 1}. **${axis}**: ${description} Exchange: ${pattern}. Payload: ${payload}.`,
  );
}
