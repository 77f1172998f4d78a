import type { KernelKind } from '../formulas/kernelSizes.ts';
import type { MeasurementOf } from '../measurements/measurement.ts';

/** Sizes that follow from others, or are no sizes of the shape. */
const derived = new Set([
  'hotBytes',
  'weightBytes',
  'weightBytesPerExpert',
  'activationBytes',
  'bytesPerPosition',
  'cachedWidth',
  'keyWidth',
  'valueWidth',
  'wireFactor',
  'windowed',
  'span',
  'elements',
  'copies',
  'localBytes',
  'widths',
  'pairs',
]);

/** The smallest and largest of each size, as text. */
export function sizeRange<Kind extends KernelKind>(
  measurements: readonly MeasurementOf<Kind>[],
): string {
  const [first] = measurements;
  if (first === undefined) return '';
  return Object.keys(first.sizes)
    .filter((name) => !derived.has(name))
    .flatMap((name) => {
      const values = measurements.map(
        ({ sizes }) => (sizes as Readonly<Record<string, number>>)[name] ?? 0,
      );
      const low = Math.min(...values);
      const high = Math.max(...values);
      if (high === 0) return [];
      return low === high
        ? `${name} ${low}`
        : `${name} ${Number(low.toPrecision(6))}–${Number(high.toPrecision(6))}`;
    })
    .join(', ');
}
