import { bytesOf, type Dtype } from './dtype.ts';
import type { ParallelAxis, Parallelism } from './parallelism.ts';

/**
 * Which positions of a sequence a state still holds.
 *
 * @example
 * import type { Retention } from '@mantile/core';
 * const everySecond: Retention = { description: 'every second position', positions: (length) => Math.ceil(length / 2) };
 * everySecond.positions(9) // => 5
 * @category State
 */
export interface Retention {
  /** The rule in words, for reports. */
  readonly description: string;
  /** Entries held for a sequence of `length` positions; never falls as it grows. */
  positions(length: number): number;
}

/**
 * Keeps every position, as full attention does.
 *
 * @example
 * import { everyPosition } from '@mantile/core';
 * everyPosition.positions(4096) // => 4096
 * @category State
 */
export const everyPosition: Retention = {
  description: 'every position',
  positions: (length) => length,
};

/**
 * Keeps the last `window` positions in a rolling buffer, and `sinks` initial tokens besides.
 *
 * @example
 * import { slidingWindow } from '@mantile/core';
 * slidingWindow(128, 4).positions(4096) // => 132
 * @category State
 */
export function slidingWindow(window: number, sinks = 0): Retention {
  const capacity = window + sinks;
  return {
    description: `the last ${window} positions${sinks > 0 ? ` and the first ${sinks}` : ''}`,
    positions: (length) => Math.min(length, capacity),
  };
}

/**
 * Keeps one entry whatever the length, as recurrent layers do.
 *
 * @example
 * import { fixedState } from '@mantile/core';
 * fixedState.positions(1_000_000) // => 1
 * @category State
 */
export const fixedState: Retention = {
  description: 'one state per sequence',
  positions: () => 1,
};

/**
 * Something a layer keeps per sequence between steps: keys, values, latents, a recurrent state.
 *
 * @example
 * import { everyPosition, type StatePart } from '@mantile/core';
 * const key: StatePart = {
 *   name: 'key',
 *   elementsPerPosition: 8 * 128,
 *   retention: everyPosition,
 *   shard: { axis: 'tensorParallel', units: 8 },
 *   positionsSplitOver: 'contextParallel',
 * };
 * key.elementsPerPosition // => 1024
 * @category State
 */
export interface StatePart {
  readonly name: string;
  /** Elements of one entry, before any sharding. */
  readonly elementsPerPosition: number;
  readonly retention: Retention;
  /** The format, where it is not that of the layer's KV cache. */
  readonly dtype?: Dtype | undefined;
  /** The axis that cuts an entry into whole units, such as KV heads; replicated beyond them. */
  readonly shard?: { readonly axis: ParallelAxis; readonly units: number } | undefined;
  /** The axis over which the entries themselves are dealt out. */
  readonly positionsSplitOver?: ParallelAxis | undefined;
}

/**
 * A state as one package holds it.
 *
 * @example
 * import { everyPosition, localState, resolveParallelism, standardDtypes } from '@mantile/core';
 * const key = { name: 'key', elementsPerPosition: 1024, retention: everyPosition, shard: { axis: 'tensorParallel', units: 8 } } as const;
 * localState(key, resolveParallelism({ tensorParallel: 4 }), standardDtypes.bf16).bytesPerPosition // => 512
 * @category State
 */
export interface LocalState {
  readonly part: StatePart;
  readonly dtype: Dtype;
  /** Whole bytes of one entry on the busiest package. */
  readonly bytesPerPosition: number;
  /** The same on average over the packages. */
  readonly averageBytesPerPosition: number;
  /** Packages that share the entries of a sequence. */
  readonly positionDegree: number;
}

/**
 * Cuts a state for a plan.
 *
 * @example
 * import { fixedState, localState, resolveParallelism, standardDtypes } from '@mantile/core';
 * const memory = { name: 'recurrent', elementsPerPosition: 64, retention: fixedState };
 * localState(memory, resolveParallelism({}), standardDtypes.fp32).bytesPerPosition // => 256
 * @category State
 */
export function localState(part: StatePart, parallelism: Parallelism, dtype: Dtype): LocalState {
  const { axis, units } = part.shard ?? { axis: 'tensorParallel', units: 1 };
  const degree = parallelism[axis];
  const unitElements = part.elementsPerPosition / units;
  const bytesOfUnits = (count: number): number => bytesOf(dtype, count * unitElements);
  // With more packages than units, each holds one: units are replicated.
  const fewest = Math.max(1, Math.floor(units / degree));
  const withOneMore = units > degree ? units % degree : 0;
  return {
    part,
    dtype,
    bytesPerPosition: bytesOfUnits(withOneMore > 0 ? fewest + 1 : fewest),
    averageBytesPerPosition:
      (bytesOfUnits(fewest) * (degree - withOneMore) + bytesOfUnits(fewest + 1) * withOneMore) /
      degree,
    positionDegree:
      part.positionsSplitOver === undefined ? 1 : parallelism[part.positionsSplitOver],
  };
}
