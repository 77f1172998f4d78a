import { digits, timeText, timeUnit, type TimeUnit } from './quantities.ts';
import { linearScale, type Scale } from './scales.ts';
import { colourAt, element, fitted, fontSize, svgDocument, text, titleOf } from './svg.ts';

/** A bar: the time of something, and what it is made of. */
export interface BreakdownBar {
  readonly label: string;
  readonly parts: readonly { readonly name: string; readonly seconds: number }[];
}

/** What a plot of times shows. */
export interface BreakdownPlot {
  readonly title: string;
  readonly bars: readonly BreakdownBar[];
}

const width = 880;
const area = { left: 150, right: 770, top: 60 };
const bar = { height: 26, pitch: 42 };
const legendPitch = 18;
const legendColumns = 3;

/** Times as bars of their parts, one below the other over one axis; parts of one name have one colour. */
export function breakdownSvg({ title, bars }: BreakdownPlot): string {
  const drawn = bars.map(({ label, parts }) => ({
    label,
    parts: parts.filter(({ seconds }) => Number.isFinite(seconds) && seconds > 0),
  }));
  // Names that take no time keep their colour: plots beside each other then agree.
  const names = [...new Set(bars.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const shown = names.filter((name) =>
    drawn.some(({ parts }) => parts.some((part) => part.name === name)),
  );
  const totals = drawn.map(({ parts }) => parts.reduce((sum, { seconds }) => sum + seconds, 0));
  const longest = Math.max(...totals, 0);
  const unit = timeUnit(longest);
  const scale = linearScale(longest * unit.perSecond, [area.left, area.right]);
  const bottom = area.top + bar.pitch * drawn.length;
  const legendTop = bottom + 66;
  const height = legendTop + legendPitch * Math.ceil(shown.length / legendColumns) + 8;
  const described = drawn.map(({ label }, index) => `${label}: ${timeText(totals[index] ?? 0)}`);
  return svgDocument(
    { title, description: `${described.join('; ')}.`, width, height },
    text(fitted(title, width - 48, 15), { class: 'heading', x: 24, y: 30 }),
    ...axis(scale, unit, bottom),
    ...drawn.flatMap((each, index) => barOf(each, index, totals[index] ?? 0, names, scale, unit)),
    ...shown.map((name, index) =>
      legendEntry(name, colourAt(names.indexOf(name)), index, legendTop),
    ),
  );
}

function axis(scale: Scale, unit: TimeUnit, bottom: number): readonly string[] {
  return [
    ...scale.ticks.flatMap((tick) => [
      element('line', {
        class: 'grid',
        x1: scale.at(tick),
        x2: scale.at(tick),
        y1: area.top - 8,
        y2: bottom,
      }),
      text(digits(tick), {
        class: 'faint',
        x: scale.at(tick),
        y: bottom + 18,
        'text-anchor': 'middle',
      }),
    ]),
    element('line', { class: 'axis', x1: area.left, x2: area.right, y1: bottom, y2: bottom }),
    text(`time, ${unit.name}`, {
      x: (area.left + area.right) / 2,
      y: bottom + 40,
      'text-anchor': 'middle',
    }),
  ];
}

function barOf(
  { label, parts }: BreakdownBar,
  index: number,
  total: number,
  names: readonly string[],
  scale: Scale,
  unit: TimeUnit,
): readonly string[] {
  const y = area.top + bar.pitch * index;
  const middle = y + bar.height / 2 + fontSize / 3;
  let before = 0;
  const pieces = parts.map(({ name, seconds }) => {
    const x = scale.at(before * unit.perSecond);
    before += seconds;
    const share = Math.round((100 * seconds) / total);
    return element(
      'rect',
      {
        class: 'part',
        x,
        y,
        width: scale.at(before * unit.perSecond) - x,
        height: bar.height,
        fill: colourAt(names.indexOf(name)),
      },
      titleOf(`${label}, ${name}: ${timeText(seconds)}, ${share} %`),
    );
  });
  return [
    text(fitted(label, area.left - 36), { x: area.left - 12, y: middle, 'text-anchor': 'end' }),
    ...pieces,
    text(timeText(total), { class: 'faint', x: scale.at(total * unit.perSecond) + 8, y: middle }),
  ];
}

function legendEntry(name: string, fill: string, index: number, top: number): string {
  const column = (area.right - area.left) / legendColumns;
  const x = area.left + column * (index % legendColumns);
  const y = top + legendPitch * Math.floor(index / legendColumns);
  return element(
    'g',
    {},
    element('rect', { x, y: y - 9, width: 10, height: 10, fill }),
    text(fitted(name, column - 28), { x: x + 16, y }),
  );
}
