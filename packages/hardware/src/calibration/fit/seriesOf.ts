import type { KernelKind } from '../formulas/kernelSizes.ts';
import type { Measurement, MeasurementOf } from '../measurements/measurement.ts';
import { quantile } from './errorSummary.ts';

/** Kinds for which the median over engines is fitted as well, for users of another engine. */
const pooled: ReadonlySet<KernelKind> = new Set([
  'matmul',
  'decodeAttention',
  'prefillAttention',
  'latentDecode',
  'latentPrefill',
  'stateDecode',
  'statePrefill',
]);

/** Sorts measurements into those of one kernel of one engine each. */
export function kernelsOf(
  measurements: readonly Measurement[],
): readonly (readonly Measurement[])[] {
  return group(
    measurements,
    ({ kind, dtype, engine, variant }) => `${kind}|${dtype}|${engine}|${variant}`,
  );
}

/** Sorts measurements into those of one kernel each, and adds the median of several engines as the engine `any`. */
export function seriesOf(
  measurements: readonly Measurement[],
): readonly (readonly Measurement[])[] {
  const engines = group(
    measurements.filter(({ kind, engine }) => pooled.has(kind) && engine !== 'any'),
    ({ kind, dtype }) => `${kind}|${dtype}`,
  ).filter((several) => new Set(several.map(({ engine }) => engine)).size > 1);
  return [...kernelsOf(measurements), ...engines.map(medians)];
}

/** One measurement per shape: the median over engines. */
function medians(several: readonly Measurement[]): readonly Measurement[] {
  return group(several, ({ shape }) => shape).flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const times = alike.map(({ microseconds }) => microseconds).sort((a, b) => a - b);
    return { ...first, engine: 'any', variant: '', microseconds: quantile(times, 0.5) };
  });
}

function group<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [item]);
    else members.push(item);
  }
  return [...groups.values()];
}

/** Narrows the measurements of one series to their common kind. */
export function asKind<Kind extends KernelKind>(
  series: readonly Measurement[],
  kind: Kind,
): readonly MeasurementOf<Kind>[] {
  return series.filter(
    (measurement): measurement is Extract<Measurement, { kind: Kind }> => measurement.kind === kind,
  ) as unknown as readonly MeasurementOf<Kind>[];
}
