import { tensorBytes, type Dtype } from './dtype.ts';
import type { ParallelAxis, Parallelism } from './parallelism.ts';

/**
 * How one parallel axis cuts one dimension of a tensor: into units that stay whole, such as heads.
 * With more packages than units, units are replicated.
 *
 * @example
 * import type { Shard } from '@mantile/core';
 * // 8 KV heads of 128 rows each, dealt out over the tensor-parallel group
 * const kvHeads: Shard = { axis: 'tensorParallel', dimension: 0, units: 8 };
 * kvHeads.units // => 8
 * @category Weights
 */
export interface Shard {
  readonly axis: ParallelAxis;
  /** Index into the shape. */
  readonly dimension: number;
  /**
   * Pieces that the dimension can be cut into; its size divided by this is one unit. A dimension that several
   * parts share, one after another, lists them: each is cut into units of its own.
   */
  readonly units: number | readonly ShardSection[];
}

/**
 * A part of a dimension that is cut into units of its own, such as the keys in a fused projection.
 *
 * @example
 * import { localTensor, resolveParallelism, standardDtypes, type ShardSection } from '@mantile/core';
 * // 8 query heads and 2 KV heads of 4 rows each, in one tensor: on 4 packages each KV head is held twice
 * const units: readonly ShardSection[] = [{ size: 32, units: 8 }, { size: 8, units: 2 }, { size: 8, units: 2 }];
 * const fused = { name: 'qkv_proj.weight', shape: [48, 16], shards: [{ axis: 'tensorParallel', dimension: 0, units }] } as const;
 * localTensor(fused, resolveParallelism({ tensorParallel: 4 }), standardDtypes.bf16, 4).shape // => [16, 16]
 * @category Weights
 */
export interface ShardSection {
  readonly size: number;
  readonly units: number;
}

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
  const cuts = tensor.shape.map((_, dimension) => cutDimension(tensor, dimension, parallelism));
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

/** Pieces of one size, and how many packages hold such a piece. */
interface Piece {
  readonly size: number;
  readonly count: number;
}

function countOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { count }) => sum + count, 0);
}

/** Deals the units of a dimension out, axis by axis: some packages may get one unit more than others. */
function cutDimension(
  { shape, shards = [] }: WeightTensor,
  dimension: number,
  parallelism: Parallelism,
): readonly Piece[] {
  const whole = shape[dimension] ?? 1;
  let pieces: readonly Piece[] = [{ size: whole, count: 1 }];
  for (const shard of shards) {
    if (shard.dimension !== dimension) continue;
    const degree = parallelism[shard.axis];
    if (typeof shard.units !== 'number') {
      pieces = cutSections(shard.units, degree);
      continue;
    }
    const unit = whole / shard.units;
    pieces = pieces.flatMap(({ size, count }) => {
      const units = size / unit;
      // With more packages than units, each holds one: units are replicated.
      if (units <= degree) return [{ size: Math.min(size, unit), count: count * degree }];
      const smaller = Math.floor(units / degree);
      const larger = units - smaller * degree;
      return [
        { size: (smaller + 1) * unit, count: count * larger },
        { size: smaller * unit, count: count * (degree - larger) },
      ].filter((piece) => piece.count > 0);
    });
  }
  return pieces;
}

/** Deals out the units of each section: what a package gets of all of them is its piece. */
function cutSections(sections: readonly ShardSection[], degree: number): readonly Piece[] {
  return Array.from({ length: degree }, (_, index) => {
    const size = sections.reduce((sum, section) => {
      const unit = section.size / section.units;
      if (section.units <= degree) return sum + unit;
      const isLarger = index < section.units % degree;
      return sum + (Math.floor(section.units / degree) + (isLarger ? 1 : 0)) * unit;
    }, 0);
    return { size, count: 1 };
  });
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
