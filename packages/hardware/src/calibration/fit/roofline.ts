import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import type { KernelKind } from '../formulas/kernelSizes.ts';
import type { KernelRates } from '../formulas/rates.ts';
import type { MeasurementOf } from '../measurements/measurement.ts';

/** Datasheet peaks are rounded, and so are times: a measurement may lie this little below the roofline. */
const leastShare = 0.97;
/** With more than this share of a series below the roofline, all of it measured something else than it says. */
export const mostTooFast = 0.1;
/** A bandwidth that makes traffic free, to tell the two halves of a roofline apart. */
const boundless = 1e30;

/**
 * The least time that the peaks of a chip allow: its roofline, with all that a cache can hold of what a
 * benchmark repeats taken off the traffic.
 */
export function leastMicroseconds<Kind extends KernelKind>(
  { kind, sizes }: Pick<MeasurementOf<Kind>, 'kind' | 'sizes'>,
  rates: KernelRates,
): number {
  const { idealMicroseconds } = kernelFormulas[kind];
  const traffic = repeatedBytes(sizes);
  if (traffic === 0) return idealMicroseconds(sizes, rates);
  const cold = Math.max(0, 1 - rates.cacheBytes / traffic);
  const compute = idealMicroseconds(sizes, { ...rates, bytes: boundless });
  const memory = idealMicroseconds(sizes, { ...rates, flops: boundless });
  return Math.max(compute, cold * memory);
}

/** Bytes that a benchmark reads again at each repetition, the copies it cycles through included. */
function repeatedBytes(sizes: object): number {
  const of = (name: string): number => (sizes as Readonly<Record<string, number>>)[name] ?? 0;
  return Math.max(
    of('hotBytes'),
    of('active') * of('weightBytesPerExpert'),
    of('sequences') * of('stateBytes'),
  );
}

/** Whether no chip with these peaks can be as fast as this measurement says. */
export function isTooFast<Kind extends KernelKind>(
  measurement: MeasurementOf<Kind>,
  rates: KernelRates,
): boolean {
  return measurement.microseconds < leastShare * leastMicroseconds(measurement, rates);
}
