import type { Scored } from './score.ts';

/** A point: what was measured, what was predicted, which colour. */
interface Point {
  readonly measured: number;
  readonly predicted: number;
  readonly group: string;
}

const size = 460;
const margin = { left: 56, right: 16, top: 34, bottom: 46 };
/** Told apart also by those who see few colours. */
const colours = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#7a7a7a',
  '#000000',
  '#8c564b',
];
const band = 1.1;

/** Predicted against measured, both in logarithms: on the diagonal they agree, between the dashes within a tenth. */
export function scatter(title: string, unit: string, points: readonly Point[]): string {
  const groups = [...new Set(points.map(({ group }) => group))].sort();
  const values = points.flatMap(({ measured, predicted }) => [measured, predicted]);
  const low = 10 ** (Math.log10(Math.min(...values)) - 0.05);
  const high = 10 ** (Math.log10(Math.max(...values)) + 0.05);
  const inner = size - margin.left - margin.right;
  const along = (value: number): number => (Math.log(value / low) / Math.log(high / low)) * inner;
  const x = (value: number): string => (margin.left + along(value)).toFixed(1);
  const y = (value: number): string => (margin.top + inner - along(value)).toFixed(1);
  const bottom = margin.top + inner;
  const line = (factor: number, style: string): string => {
    const from = Math.max(low, low / factor);
    const to = Math.min(high, high / factor);
    return `<line x1="${x(from)}" y1="${y(from * factor)}" x2="${x(to)}" y2="${y(to * factor)}" ${style}/>`;
  };
  const ticks = ticksBetween(low, high).map(
    (tick) =>
      `<line x1="${x(tick)}" y1="${margin.top}" x2="${x(tick)}" y2="${bottom}" stroke="#e4e4e4"/>` +
      `<line x1="${margin.left}" y1="${y(tick)}" x2="${margin.left + inner}" y2="${y(tick)}" stroke="#e4e4e4"/>` +
      `<text x="${x(tick)}" y="${bottom + 16}" text-anchor="middle">${tick}</text>` +
      `<text x="${margin.left - 6}" y="${y(tick)}" dy="4" text-anchor="end">${tick}</text>`,
  );
  const colourOf = (group: string): string => colours[groups.indexOf(group) % colours.length] ?? '';
  // One path a group: a dot is a line of no length with round ends.
  const dots = groups.map((group) => {
    const own = points.filter((point) => point.group === group);
    const path = own.map(({ measured, predicted }) => `M${x(measured)} ${y(predicted)}h0`).join('');
    return `<path d="${path}" stroke="${colourOf(group)}" stroke-width="5" stroke-linecap="round" stroke-opacity="0.65"/>`;
  });
  const legend = groups.map((group, index) => {
    const top = margin.top + 14 + 15 * index;
    return `<circle cx="${margin.left + 12}" cy="${top - 4}" r="4" fill="${colourOf(group)}"/><text x="${margin.left + 21}" y="${top}">${group}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" font-family="sans-serif" font-size="11" role="img" aria-label="${title}: predicted against measured">`,
    `<rect width="${size}" height="${size}" fill="#ffffff"/>`,
    ...ticks,
    line(1, 'stroke="#555555"'),
    line(band, 'stroke="#999999" stroke-dasharray="4 3"'),
    line(1 / band, 'stroke="#999999" stroke-dasharray="4 3"'),
    ...dots,
    ...legend,
    `<text x="${margin.left}" y="20" font-size="14" font-weight="bold">${title}</text>`,
    `<text x="${margin.left + inner / 2}" y="${size - 10}" text-anchor="middle">measured, ${unit}</text>`,
    `<text transform="rotate(-90)" x="${-(margin.top + inner / 2)}" y="14" text-anchor="middle">predicted, ${unit}</text>`,
    '</svg>',
  ].join('\n')}\n`;
}

/** 1, 2 and 5 times powers of ten. */
function ticksBetween(low: number, high: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) {
    for (const digit of [1, 2, 5]) {
      const tick = Number((digit * 10 ** power).toPrecision(3));
      if (tick > low && tick < high) ticks.push(tick);
    }
  }
  return ticks;
}

/** The points of a metric. */
export function pointsOf(
  scored: readonly Scored[],
  metric: 'tpotMs' | 'ttftMs' | 'outputTokensPerSecondPerPackage',
  groupOf: (each: Scored['case']) => string,
): readonly Point[] {
  return scored.flatMap(({ case: each, predicted }) => {
    const measured = each.measured[metric];
    const isHeldBack = metric === 'ttftMs' && each.plan.attentionDataParallel > 1;
    if (measured === undefined || isHeldBack) return [];
    return [{ measured, predicted: predicted[metric], group: groupOf(each) }];
  });
}
