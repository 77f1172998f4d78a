import { elementCount, logicalTensors, readQuantization, tensorBytes } from '@mantile/hf';
import type { ReadModel } from './readModel.ts';

/** Weights that are stored alike. */
export interface FormatRow {
  /** `plain` for what is stored as it is, else the name of a packing. */
  readonly format: string;
  /** Of the elements as they lie in the file. */
  readonly dtype: string;
  readonly weights: number;
  /** Elements, unpacked. */
  readonly elements: number;
  /** Scales included. */
  readonly bytes: number;
}

/** How a model's weights are stored, the largest first; scales that no weight claims make a row of their own. */
export function formatsOf({ tensors = [], config, quantConfig }: ReadModel): readonly FormatRow[] {
  const { tensors: logical, scales } = logicalTensors(
    tensors,
    readQuantization({ config, quantConfig }),
  );
  const rows = new Map<string, FormatRow>();
  const add = (format: string, dtype: string, elements: number, bytes: number): void => {
    const key = `${format} ${dtype}`;
    const row = rows.get(key) ?? { format, dtype, weights: 0, elements: 0, bytes: 0 };
    rows.set(key, {
      ...row,
      weights: row.weights + 1,
      elements: row.elements + elements,
      bytes: row.bytes + bytes,
    });
  };
  for (const tensor of logical) {
    const bytes = tensor.stored.reduce((sum, stored) => sum + tensorBytes(stored), 0);
    add(tensor.format.kind, tensor.dtype, elementCount(tensor), bytes);
  }
  for (const scale of scales) add('scales', scale.dtype, elementCount(scale), tensorBytes(scale));
  return [...rows.values()].sort((one, other) => other.bytes - one.bytes);
}
