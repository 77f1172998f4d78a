import { resolveDtype, tensorBytes as dtypeBytes, type Dtype, type DtypeName } from '@mantile/core';
import { logicalTensors } from '../quantization/logicalTensors.ts';
import { requireTensors } from '../tensors/requireTensors.ts';
import { tensorBytes } from '../tensors/size.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { isBuffer } from './buffers.ts';

/**
 * Memory that a model's weights take.
 *
 * @example
 * import { estimateMemory, type WeightMemory } from '@mantile/hf';
 * const memory: WeightMemory = estimateMemory([{ name: 'norm.weight', shape: [8192], dtype: 'BF16' }]);
 * memory.byDtype // => { BF16: 16384 }
 * @category Structure
 */
export interface WeightMemory {
  readonly bytes: number;
  /** In units of 10⁹ bytes. */
  readonly gb: number;
  /** In units of 2³⁰ bytes. */
  readonly gib: number;
  /** Bytes by type: as stored, or of the format asked for. */
  readonly byDtype: Readonly<Record<string, number>>;
}

/** PyTorch's names for formats. */
const names: Readonly<Record<string, DtypeName>> = {
  float16: 'fp16',
  bfloat16: 'bf16',
  float32: 'fp32',
  float64: 'fp64',
  float8: 'fp8',
};

/**
 * The memory that a model's weights take as they are stored, their scales included; or, given a format, what they
 * would take in it. Norms and biases are no smaller than sixteen bits in any format.
 *
 * @example
 * import { estimateMemory } from '@mantile/hf';
 * const tensors = [{ name: 'lm_head.weight', shape: [128256, 8192], dtype: 'BF16' as const }];
 * estimateMemory(tensors).bytes // => 2101346304
 * estimateMemory(tensors, { dtype: 'nvfp4' }).bytes // => 591003648
 * @category Structure
 */
export function estimateMemory(
  tensors: readonly Tensor[],
  options: { readonly dtype?: string | Dtype | undefined } = {},
): WeightMemory {
  requireTensors(tensors);
  const byDtype: Record<string, number> = {};
  const add = (name: string, bytes: number): void => {
    byDtype[name] = (byDtype[name] ?? 0) + bytes;
  };
  if (options.dtype === undefined) {
    for (const tensor of tensors) add(tensor.dtype, tensorBytes(tensor));
  } else {
    const dtype = toDtype(options.dtype);
    const small = dtype.bits < 16 ? resolveDtype('bf16') : dtype;
    for (const tensor of logicalTensors(tensors).tensors) {
      if (isBuffer(tensor)) {
        for (const stored of tensor.stored) add(stored.dtype, tensorBytes(stored));
        continue;
      }
      const format = tensor.shape.length > 1 ? dtype : small;
      add(format.name, dtypeBytes(format, tensor.shape));
    }
  }
  const bytes = Object.values(byDtype).reduce((sum, each) => sum + each, 0);
  return { bytes, gb: bytes / 1e9, gib: bytes / 2 ** 30, byDtype };
}

function toDtype(dtype: string | Dtype): Dtype {
  if (typeof dtype !== 'string') return resolveDtype(dtype);
  const name = dtype.replace(/^torch\./, '');
  const known = Object.hasOwn(names, name) ? names[name] : undefined;
  // A name that nobody knows is refused there, with those that are.
  return resolveDtype(known ?? (name as DtypeName));
}
