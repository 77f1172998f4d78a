import { digits, rateText, timeText } from './quantities.ts';
import { logScale, type Scale } from './scales.ts';
import {
  colourAt,
  coordinate,
  element,
  fitted,
  fontSize,
  svgDocument,
  text,
  titleOf,
} from './svg.ts';

/** An operation: what it computes, what it moves, and how long it takes. */
export interface RooflinePoint {
  readonly name: string;
  readonly flops: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** What a roofline plot shows. */
export interface RooflinePlot {
  readonly title: string;
  /** Peaks by number format; formats without one are left out. */
  readonly peaks: readonly { readonly name: string; readonly flopsPerSecond: number }[];
  /** Of the memory, in bytes per second. */
  readonly bandwidth: number;
  readonly points: readonly RooflinePoint[];
}

const width = 880;
const area = { left: 76, right: 520, top: 64, bottom: 408 };
const legendLeft = area.right + 40;
const line = 18;
const radius = { least: 4, most: 13 };

const isPositive = (value: number): boolean => Number.isFinite(value) && value > 0;

/**
 * Operations under the roofs of a chip: FLOPs per byte across, FLOPs per second up, both logarithmic. The area of
 * a point is its share of the time. Operations without FLOPs or traffic have no place there and are named below.
 */
export function rooflineSvg({ title, peaks, bandwidth, points }: RooflinePlot): string {
  const roofs = peaks.filter(({ flopsPerSecond }) => isPositive(flopsPerSecond));
  const isPlaced = ({ flops, bytes, seconds }: RooflinePoint): boolean =>
    [flops, bytes, seconds].every(isPositive);
  const placed = points
    .filter(isPlaced)
    .map((point) => ({
      ...point,
      intensity: point.flops / point.bytes,
      rate: point.flops / point.seconds,
    }))
    .sort((one, other) => other.seconds - one.seconds);
  const absent = points.filter((point) => !isPlaced(point));

  const ridges = roofs.map(({ flopsPerSecond }) => flopsPerSecond / bandwidth);
  const intensities = [...placed.map(({ intensity }) => intensity), ...ridges];
  // Room on both sides of every ridge, so that slope and roof are seen.
  const across = logScale(
    [...intensities, ...ridges.map((ridge) => ridge / 10), ...ridges.map((ridge) => ridge * 3)],
    [area.left, area.right],
  );
  const up = logScale(
    [
      ...placed.map(({ rate }) => rate),
      ...roofs.map(({ flopsPerSecond }) => flopsPerSecond),
      across.low * bandwidth,
    ],
    [area.bottom, area.top],
  );

  const total = placed.reduce((sum, { seconds }) => sum + seconds, 0);
  const marks = placed.map(({ name, intensity, rate, seconds }, index) =>
    element(
      'circle',
      {
        class: 'point',
        cx: across.at(intensity),
        cy: up.at(rate),
        r: Math.max(radius.least, radius.most * Math.sqrt(seconds / total)),
        fill: colourAt(index),
        'fill-opacity': 0.75,
      },
      titleOf(
        `${name}: ${digits(intensity)} FLOPs a byte, ${rateText(rate, 'FLOP/s')}, ${timeText(seconds)}`,
      ),
    ),
  );
  const rows = placed.map(({ name, rate }, index) => legendRow(name, rate, index));
  const note =
    absent.length === 0
      ? []
      : [
          text(
            fitted(
              `no FLOPs or traffic: ${absent.map(({ name }) => name).join(', ')}`,
              width - 24 - area.left,
            ),
            { class: 'faint', x: area.left, y: area.bottom + 66 },
          ),
        ];
  const height = Math.max(area.bottom + 84, area.top + line * (placed.length + 1) + 20);
  const described = `${placed.length} operations under ${roofs.map(({ name, flopsPerSecond }) => `${name} ${rateText(flopsPerSecond, 'FLOP/s')}`).join(', ')} and ${rateText(bandwidth, 'B/s')}.`;
  return svgDocument(
    { title, description: described, width, height },
    text(fitted(title, width - 48, 15), { class: 'heading', x: 24, y: 30 }),
    ...axes(across, up),
    ...roofs.flatMap((roof) => roofLines(roof, bandwidth, across, up)),
    ...marks,
    ...rows,
    ...note,
  );
}

function axes(across: Scale, up: Scale): readonly string[] {
  const { left, right, top, bottom } = area;
  return [
    ...across.ticks.flatMap((tick) => [
      element('line', {
        class: 'grid',
        x1: across.at(tick),
        x2: across.at(tick),
        y1: top,
        y2: bottom,
      }),
      text(digits(tick), {
        class: 'faint',
        x: across.at(tick),
        y: bottom + 18,
        'text-anchor': 'middle',
      }),
    ]),
    ...up.ticks.flatMap((tick) => [
      element('line', { class: 'grid', x1: left, x2: right, y1: up.at(tick), y2: up.at(tick) }),
      text(rateText(tick, ''), {
        class: 'faint',
        x: left - 8,
        y: up.at(tick) + 4,
        'text-anchor': 'end',
      }),
    ]),
    element('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    element('line', { class: 'axis', x1: left, x2: left, y1: top, y2: bottom }),
    text('FLOPs per byte of memory traffic', {
      x: (left + right) / 2,
      y: bottom + 40,
      'text-anchor': 'middle',
    }),
    text('FLOP/s', { x: left - 8, y: top - 12, 'text-anchor': 'end' }),
  ];
}

/** Up the slope of the bandwidth, then along the peak; named above its end. */
function roofLines(
  { name, flopsPerSecond }: RooflinePlot['peaks'][number],
  bandwidth: number,
  across: Scale,
  up: Scale,
): readonly string[] {
  const ridge = Math.max(flopsPerSecond / bandwidth, across.low);
  const corners = [
    [across.low, Math.min(across.low * bandwidth, flopsPerSecond)],
    [ridge, flopsPerSecond],
    [across.high, flopsPerSecond],
  ].map(([x = 0, y = 0]) => `${coordinate(across.at(x))},${coordinate(up.at(y))}`);
  return [
    element('polyline', { class: 'roof', points: corners.join(' ') }),
    text(`${name} ${rateText(flopsPerSecond, 'FLOP/s')}`, {
      class: 'faint',
      x: area.right,
      y: up.at(flopsPerSecond) - 5,
      'text-anchor': 'end',
    }),
  ];
}

function legendRow(name: string, rate: number, index: number): string {
  const y = area.top + line * index + fontSize / 2;
  const figure = rateText(rate, 'FLOP/s');
  const room = width - 24 - legendLeft - 16 - figure.length * fontSize * 0.6;
  return element(
    'g',
    {},
    element('circle', { cx: legendLeft + 4, cy: y - 4, r: 4, fill: colourAt(index) }),
    text(fitted(name, room), { x: legendLeft + 16, y }),
    text(figure, { class: 'faint', x: width - 24, y, 'text-anchor': 'end' }),
  );
}
