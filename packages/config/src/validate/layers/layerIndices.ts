import { mostLayers } from '../../schema/layerTypeSchema.ts';

const pattern = /^\d{1,7}(?:-\d{1,7})?(?:,\d{1,7}(?:-\d{1,7})?)*$/;

/** Stretches of layers, first and last included. */
export type Ranges = readonly (readonly [first: number, last: number])[];

/** Reads `0-2,5`; what is wrong with it otherwise. */
export function readLayerIndices(text: string): Ranges | string {
  if (!pattern.test(text)) return 'expected indices and ranges, such as "0-2,5".';
  const ranges = text.split(',').map((range): [number, number] => {
    const [first = NaN, last = first] = range.split('-').map(Number);
    return [first, last];
  });
  let previous = -1;
  for (const [first, last] of ranges) {
    if (last < first) return `the range ${first}-${last} runs backwards.`;
    if (first <= previous) return `${first} stands behind ${previous}; indices rise.`;
    previous = last;
  }
  return previous >= mostLayers ? `there is no layer ${previous}.` : ranges;
}

/** How many layers the ranges hold. */
export function sizeOf(ranges: Ranges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** The layers that several lists of ranges hold together, as few ranges as there can be. */
export function unionOf(lists: readonly Ranges[]): Ranges {
  const union: [number, number][] = [];
  for (const [first, last] of lists.flat().sort((a, b) => a[0] - b[0])) {
    const open = union.at(-1);
    if (open !== undefined && first <= open[1] + 1) open[1] = Math.max(open[1], last);
    else union.push([first, last]);
  }
  return union;
}

/** The first layer that both hold. */
export function firstCommon(one: Ranges, other: Ranges): number | undefined {
  let at = 0;
  for (const [first, last] of one) {
    while ((other[at]?.[1] ?? Infinity) < first) at += 1;
    const [from = Infinity] = other[at] ?? [];
    if (from <= last) return Math.max(first, from);
  }
  return undefined;
}

/** Ranges as they are written. */
export function writeRanges(ranges: Ranges): string {
  return ranges
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(',');
}
