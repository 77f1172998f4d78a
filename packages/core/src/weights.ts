import { tensorBytes, type Dtype } from './dtype.ts';
import type { Parallelism } from './parallelism.ts';
import { countOf, cutDimension, type Piece, type Shard } from './shard.ts';

/**
 * A tensor that a layer holds: name and shape as a checkpoint stores them, and how it is spread.
 * What no shard cuts is replicated.
 *
 * @example
 * import type { WeightTensor } from '@mantile/core';
 * const up: WeightTensor = {
 *   name: 'up_proj.weight',
 *   shape: [4096, 1024],
 *   shards: [{ axis: 'tensorParallel', dimension: 0, units: 4096 }],
 * };
 * up.shape // => [4096, 1024]
 * @category Weights
 */
export interface WeightTensor {
  /** Name below the layer's prefix; `{expert}` stands for an index into the first dimension. */
  readonly name: string;
  /** Shape before any sharding, the output dimension before the input dimension. */
  readonly shape: readonly number[];
  /** The format, where it is not that of the layer's weights. */
  readonly dtype?: Dtype | undefined;
  readonly shards?: readonly Shard[] | undefined;
  /** Slices of the first dimension that one token uses (experts); all of them when absent. */
  readonly usedPerToken?: number | undefined;
  /** The layer that stores the tensor, when this one only reads it (a tied head). */
  readonly sharedWith?: string | undefined;
  /** Stored, but no parameter: an index table, a mask. */
  readonly isBuffer?: boolean | undefined;
}

/**
 * A tensor as the packages hold it.
 *
 * @example
 * import { localTensor, resolveParallelism, standardDtypes } from '@mantile/core';
 * const up = {
 *   name: 'up_proj.weight',
 *   shape: [4096, 1024],
 *   shards: [{ axis: 'tensorParallel', dimension: 0, units: 4096 }],
 * } as const;
 * localTensor(up, resolveParallelism({ tensorParallel: 4 }), standardDtypes.bf16, 4).shape // => [1024, 1024]
 * @category Weights
 */
export interface LocalTensor {
  readonly tensor: WeightTensor;
  readonly dtype: Dtype;
  /** Shape on the busiest package. */
  readonly shape: readonly number[];
  /** Shape on average over the packages: a fraction where the pieces are uneven. */
  readonly averageShape: readonly number[];
  /** Bytes that the busiest package reads when it uses all of its part. */
  readonly bytes: number;
  /** Bytes over all packages, every replica counted. */
  readonly totalBytes: number;
}

/**
 * Cuts a tensor for a plan.
 *
 * @example
 * import { localTensor, resolveParallelism, standardDtypes } from '@mantile/core';
 * const norm = { name: 'weight', shape: [1024] };
 * const local = localTensor(norm, resolveParallelism({ tensorParallel: 4 }), standardDtypes.bf16, 4);
 * [local.bytes, local.totalBytes] // => [2048, 8192]
 * @category Weights
 */
export function localTensor(
  tensor: WeightTensor,
  parallelism: Parallelism,
  dtype: Dtype,
  numPackages: number,
): LocalTensor {
  const { shards = [] } = tensor;
  const cuts = tensor.shape.map((size, dimension) =>
    cutDimension(
      size,
      shards.filter((shard) => shard.dimension === dimension),
      parallelism,
    ),
  );
  const sharers = cuts.reduce((product, pieces) => product * countOf(pieces), 1);
  const shape = cuts.map((pieces) => Math.max(...pieces.map(({ size }) => size)));
  return {
    tensor,
    dtype,
    shape,
    averageShape: cuts.map(
      (pieces) => pieces.reduce((sum, { size, count }) => sum + size * count, 0) / countOf(pieces),
    ),
    bytes: tensorBytes(dtype, shape),
    totalBytes: sumBytes(dtype, cuts) * (numPackages / sharers),
  };
}

/** Bytes of every combination of pieces: what a format rounds up, it rounds up on each package. */
function sumBytes(
  dtype: Dtype,
  cuts: readonly (readonly Piece[])[],
  shape: readonly number[] = [],
): number {
  const [pieces, ...others] = cuts;
  if (pieces === undefined) return tensorBytes(dtype, shape);
  return pieces.reduce(
    (sum, { size, count }) => sum + count * sumBytes(dtype, others, [...shape, size]),
    0,
  );
}

/**
 * Parameters of a list of tensors, before any sharding.
 *
 * @example
 * import { countParameters } from '@mantile/core';
 * countParameters([{ name: 'experts.{expert}.weight', shape: [8, 10, 10], usedPerToken: 2 }]) // => { total: 800, active: 200 }
 * @category Weights
 */
export function countParameters(tensors: readonly WeightTensor[]): ParameterCount {
  let total = 0;
  let active = 0;
  for (const { shape, usedPerToken, sharedWith, isBuffer } of tensors) {
    if (isBuffer === true || sharedWith !== undefined) continue;
    const elements = shape.reduce((product, size) => product * size, 1);
    total += elements;
    active += usedPerToken === undefined ? elements : (elements / (shape[0] ?? 1)) * usedPerToken;
  }
  return { total, active };
}

/**
 * Parameters held, and parameters that one token uses.
 *
 * @example
 * import type { ParameterCount } from '@mantile/core';
 * const mixtral: ParameterCount = { total: 46_702_792_704, active: 12_879_925_248 };
 * mixtral.active < mixtral.total // => true
 * @category Weights
 */
export interface ParameterCount {
  readonly total: number;
  readonly active: number;
}
