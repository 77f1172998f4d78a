import type { Tensor } from '../tensors/tensor.ts';
import type { WeightFormat } from './weightFormat.ts';
import type { Find, Recognised } from './recognise.ts';

type FormatOf = (name: string, shape: readonly number[]) => WeightFormat;

/** Recognises weights packed into 32-bit words: compressed-tensors', GPTQ's and AWQ's. */
export function recogniseWords(
  tensor: Tensor,
  find: Find,
  formatOf: FormatOf | undefined,
): Recognised | undefined {
  if (tensor.dtype !== 'I32') return undefined;
  if (tensor.name.endsWith('.weight_packed')) return recognisePacked(tensor, find, formatOf);
  if (tensor.name.endsWith('.qweight')) return recogniseQweight(tensor, find);
  return undefined;
}

function recognisePacked(
  tensor: Tensor,
  find: Find,
  formatOf: FormatOf | undefined,
): Recognised | undefined {
  const name = tensor.name.slice(0, -'_packed'.length);
  const scale = find(`${name}_scale`);
  if (scale === undefined) return undefined;
  const zeroPoint = find(`${name}_zero_point`);
  const words = tensor.shape.at(-1) ?? 0;
  const scales = Math.max(1, scale.shape.at(-1) ?? 1);
  const said = formatOf?.(name, tensor.shape);
  const bits = said?.kind === 'packed-int' ? said.bits : bitsOf(words, scales);
  const columns = words * (32 / bits);
  return {
    name,
    shape: [...tensor.shape.slice(0, -1), columns],
    format: {
      kind: 'packed-int',
      bits,
      groupSize: Math.ceil(columns / scales),
      scaleDtype: scale.dtype,
      hasZeroPoint: zeroPoint !== undefined,
    },
    stored: [tensor, scale, zeroPoint, find(`${name}_shape`)].filter((each) => each !== undefined),
  };
}

/** Groups are 32, 64, 128 … elements: with four bits these are 4, 8, 16 … words, with eight bits twice as many. */
function bitsOf(words: number, scales: number): 4 | 8 {
  // A scale for each row says nothing; eight bits are what is stored that way.
  return scales === 1 ? 8 : words / scales >= 32 ? 8 : 4;
}

function recogniseQweight(tensor: Tensor, find: Find): Recognised | undefined {
  const stem = tensor.name.slice(0, -'qweight'.length);
  const scales = find(`${stem}scales`);
  const zeros = find(`${stem}qzeros`);
  const [rows, columns] = tensor.shape;
  const [groupCount, outputs] = scales?.shape ?? [];
  if (scales === undefined || rows === undefined || columns === undefined) return undefined;
  if (groupCount === undefined || outputs === undefined) return undefined;
  const order = find(`${stem}g_idx`);
  const isGptq = columns === outputs;
  const zeroWidth = zeros?.shape[1];
  // Without zero points four bits are what GPTQ stores.
  const bits = (32 * (isGptq ? (zeroWidth ?? outputs / 8) : columns)) / outputs;
  if (![2, 3, 4, 8].includes(bits) || groupCount < 1) return undefined;
  const inputs = isGptq ? (order?.shape[0] ?? (rows * 32) / bits) : rows;
  const groupSize = Math.ceil(inputs / groupCount);
  const rest = { bits, groupSize, scaleDtype: scales.dtype };
  return {
    name: `${stem}weight`,
    shape: [outputs, inputs],
    format: isGptq ? { kind: 'gptq', ...rest } : { kind: 'awq', ...rest },
    stored: [tensor, zeros, scales, order].filter((each) => each !== undefined),
  };
}
