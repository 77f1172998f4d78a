import type { Tensor } from '../../tensors/tensor.ts';
import type { WeightFormat } from '../weightFormat.ts';
import { groups, type Storing } from './storing.ts';

type Of<Kind extends WeightFormat['kind']> = Extract<WeightFormat, { kind: Kind }>;

const blockOfFour = 64;
const blockOfScales = 256;

/** compressed-tensors' packed whole numbers. */
export function storePackedInt(weight: Storing, format: Of<'packed-int'>): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  const perWord = 32 / format.bits;
  const scales = groups(columns, format.groupSize);
  return [
    weight.beside('weight_packed', [...lead, rows, groups(columns, perWord)], 'I32'),
    weight.beside('weight_scale', [...lead, rows, scales], format.scaleDtype),
    ...(format.hasZeroPoint
      ? [weight.beside('weight_zero_point', [...lead, groups(rows, perWord), scales], 'I32')]
      : []),
    weight.beside('weight_shape', [2], 'I32'),
  ];
}

/** GPTQ's. */
export function storeGptq(weight: Storing, format: Of<'gptq'>): readonly Tensor[] {
  const { rows, columns } = weight;
  const scales = groups(columns, format.groupSize);
  return [
    weight.beside('qweight', [(columns * format.bits) / 32, rows], 'I32'),
    weight.beside('qzeros', [scales, (rows * format.bits) / 32], 'I32'),
    weight.beside('scales', [scales, rows], format.scaleDtype),
    weight.beside('g_idx', [columns], 'I32'),
  ];
}

/** AWQ's. */
export function storeAwq(weight: Storing, format: Of<'awq'>): readonly Tensor[] {
  const { rows, columns } = weight;
  const scales = groups(columns, format.groupSize);
  return [
    weight.beside('qweight', [columns, (rows * format.bits) / 32], 'I32'),
    weight.beside('qzeros', [scales, (rows * format.bits) / 32], 'I32'),
    weight.beside('scales', [scales, rows], format.scaleDtype),
  ];
}

/** bitsandbytes' four bits. What its `quant_state` tells, the shape among it, is data and not in any header. */
export function storeBitsAndBytes4(
  weight: Storing,
  format: Of<'bitsandbytes-4bit'>,
): readonly Tensor[] {
  const elements = weight.lead.reduce((count, size) => count * size, weight.rows * weight.columns);
  const scales = groups(elements, blockOfFour);
  const own = (leaf: string, shape: readonly number[], dtype: Tensor['dtype']): Tensor => ({
    ...weight.itself(shape, dtype),
    name: `${weight.name}.${leaf}`,
  });
  return [
    weight.itself([groups(elements, 2), 1], 'U8'),
    own('absmax', [scales], format.isNested ? 'U8' : 'F32'),
    own('quant_map', [16], 'F32'),
    ...(format.isNested
      ? [
          own('nested_absmax', [groups(scales, blockOfScales)], 'F32'),
          own('nested_quant_map', [256], 'F32'),
        ]
      : []),
  ];
}

/** bitsandbytes' eight bits. */
export function storeBitsAndBytes8(weight: Storing): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  return [weight.itself([...lead, rows, columns], 'I8'), weight.beside('SCB', [rows], 'F32')];
}
