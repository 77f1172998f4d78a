import type { Layer } from '@mantile/core';
import type { KeptState } from '../nearest.ts';

/** The sizes of a layer's spec, and those of its heads that follow from others. */
export function sizesOf(layer: Layer): Readonly<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const [key, value] of Object.entries(layer.spec as Readonly<Record<string, unknown>>)) {
    if (Number.isSafeInteger(value) && (value as number) > 0) sizes[key] = value as number;
  }
  const { hiddenSize, numHeads } = sizes;
  if (hiddenSize === undefined || numHeads === undefined) return sizes;
  const headDim = hiddenSize / numHeads;
  return {
    ...(Number.isSafeInteger(headDim) && { headDim }),
    ...sizes,
  };
}

/** What a layer keeps per sequence, as plain data. */
export function keptBy({ state }: Layer): readonly KeptState[] {
  return state.map(({ name, elementsPerPosition, retention, shard }) => ({
    name,
    elementsPerPosition,
    retention: retention.description,
    ...(shard !== undefined && { units: shard.units }),
  }));
}
