import type { StoredDtype, Tensor } from '../../tensors/tensor.ts';

/** A weight to be stored, with the names that its companions take. */
export interface Storing {
  readonly name: string;
  /** Dimensions before the matrix: experts. */
  readonly lead: readonly number[];
  /** Outputs. */
  readonly rows: number;
  /** Inputs. */
  readonly columns: number;
  /** A tensor beside the weight, named as its last part has it: `weight_scale`, `qweight`. */
  beside(leaf: string, shape: readonly number[], dtype: StoredDtype): Tensor;
  /** A tensor under the weight's own name. */
  itself(shape: readonly number[], dtype: StoredDtype): Tensor;
}

/** Reads a weight's shape as a matrix or a stack of them. A vector is one row. */
export function storing(tensor: Pick<Tensor, 'name' | 'shape'> & { file?: string }): Storing {
  const { name, shape } = tensor;
  const place = tensor.file === undefined ? {} : { file: tensor.file };
  return {
    name,
    lead: shape.slice(0, -2),
    rows: shape.length > 1 ? (shape.at(-2) ?? 1) : 1,
    columns: shape.at(-1) ?? 1,
    beside: (leaf, size, dtype) => ({ name: besideName(name, leaf), shape: size, dtype, ...place }),
    itself: (size, dtype) => ({ name, shape: size, dtype, ...place }),
  };
}

/** `a.weight` has `a.weight_scale` beside it; a stack of experts `a.gate_up_proj` has `a.gate_up_proj_scale`. */
export function besideName(name: string, leaf: string): string {
  if (name === 'weight' || name.endsWith('.weight')) return name.slice(0, -'weight'.length) + leaf;
  return `${name}_${leaf.replace(/^weight_/, '')}`;
}

/** How many groups a run of elements has: one begun is one stored. */
export function groups(count: number, size: number): number {
  return Math.ceil(count / size);
}
