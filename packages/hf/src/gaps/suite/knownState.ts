import type { Gap } from '../gap.ts';
import type { KeptState } from '../nearest.ts';

/** What a layer keeps for each position, in keys of its spec. */
export interface PlannedState {
  readonly name: string;
  /** The first counts units that tensor parallelism deals out. */
  readonly keys: readonly [units: string, width: string];
}

/** Tensors that keys, values or whatever else is kept come from. */
export const ofKept =
  /(^|[._])w?(k|v|kv|qkv|key|value|key_value|query_key_value|c_attn)(_|\.|$)|latent|compress|indexer|conv|state/i;

/**
 * What is kept, where nothing leaves it open: the configuration names the kind, the tensors that it is made from
 * are as expected, and every reading that explains the rest keeps the same. Absent where nobody knows.
 */
export function knownState(
  gap: Gap,
  sizes: Readonly<Record<string, number>>,
  isRecurrent: boolean,
): readonly PlannedState[] | undefined {
  const keeps = certainState(gap, isRecurrent);
  if (keeps === undefined || keeps.length === 0) return undefined;
  const { numKvHeads = 0, headDim = 0 } = sizes;
  const isPlain = keeps.every(
    ({ retention, units, elementsPerPosition }) =>
      retention === 'every position' &&
      units === numKvHeads &&
      elementsPerPosition === numKvHeads * headDim,
  );
  if (!isPlain) return undefined;
  return keeps.map(({ name }) => ({ name, keys: ['numKvHeads', 'headDim'] }));
}

/** What the kind that the configuration names keeps, if what differs does not touch it. */
export function certainState(
  { nearest, tensors, explained }: Gap,
  isRecurrent: boolean,
): readonly KeptState[] | undefined {
  if (nearest?.isConfigured !== true || isRecurrent) return undefined;
  const { mismatches, missing, extra, joined = [], keeps = [], readings = [] } = nearest;
  const others = [...mismatches, ...joined].map(({ name }) => name);
  const differing = [...others, ...missing, ...extra];
  if (differing.some((name) => ofKept.test(name))) return undefined;
  // A layer that explains keys and values keeps them already.
  if (explained.some((name) => ofKept.test(name))) return undefined;
  if (!tensors.some(({ name }) => ofKept.test(name))) return undefined;
  const whole = readings.filter(({ contradictions }) => contradictions.length === 0);
  const isSame = whole.every((reading) => JSON.stringify(reading.keeps) === JSON.stringify(keeps));
  return isSame ? keeps : undefined;
}
