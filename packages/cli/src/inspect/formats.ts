import {
  elementCount,
  logicalTensors,
  readQuantization,
  storedBits,
  tensorBytes,
  type LogicalTensor,
} from '@mantile/hf';
import type { ReadModel } from './readModel.ts';

/** Weights that are stored alike. */
export interface FormatRow {
  /** `plain` for what is stored as it is, else the name of a packing, or what an element takes in blocks. */
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
    add(formatOf(tensor), tensor.dtype, elementCount(tensor), bytes);
  }
  for (const scale of scales) add('scales', scale.dtype, elementCount(scale), tensorBytes(scale));
  return [...rows.values()].sort((one, other) => other.bytes - one.bytes);
}

/** The types of GGML, which other files do not have, are blocks whose elements share scales. */
function formatOf({ format, dtype }: LogicalTensor): string {
  const isInBlocks = format.kind === 'plain' && /^(I?Q\d|TQ\d|MXFP4$|NVFP4$)/.test(dtype);
  return isInBlocks ? `blocks, ${Number(storedBits(dtype).toFixed(4))} bits` : format.kind;
}
