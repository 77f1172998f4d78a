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

/** Pieces of a dimension of one size, and how many packages hold such a piece. */
export interface Piece {
  readonly size: number;
  readonly count: number;
}

/** Packages that the pieces lie on. */
export function countOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { count }) => sum + count, 0);
}

/** Deals out a dimension, axis by axis: some packages may get one unit more than others. */
export function cutDimension(
  whole: number,
  shards: readonly Shard[],
  parallelism: Parallelism,
): readonly Piece[] {
  let pieces: readonly Piece[] = [{ size: whole, count: 1 }];
  for (const { axis, units } of shards) {
    const degree = parallelism[axis];
    const sections = typeof units === 'number' ? [{ size: whole, units }] : units;
    // Another axis may have cut the dimension before: its sections shrink alike.
    pieces = pieces.flatMap(({ size, count }) =>
      Array.from({ length: degree }, (_, index) => {
        const share = (section: ShardSection): number => {
          const unit = section.size / section.units;
          const left = (section.units * size) / whole;
          // With more packages than units, each holds one: units are replicated.
          if (left <= degree) return Math.min(unit, left * unit);
          const isLarger = index < left % degree;
          return (Math.floor(left / degree) + (isLarger ? 1 : 0)) * unit;
        };
        return { size: sections.reduce((sum, section) => sum + share(section), 0), count };
      }),
    );
    pieces = mergeAlike(pieces);
  }
  return pieces;
}

function mergeAlike(pieces: readonly Piece[]): readonly Piece[] {
  const counts = new Map<number, number>();
  for (const { size, count } of pieces) counts.set(size, (counts.get(size) ?? 0) + count);
  return [...counts].map(([size, count]) => ({ size, count }));
}
