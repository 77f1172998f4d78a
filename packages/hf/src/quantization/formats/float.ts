import type { Tensor } from '../../tensors/tensor.ts';
import type { WeightFormat } from '../weightFormat.ts';
import { groups, type Storing } from './storing.ts';

type Of<Kind extends WeightFormat['kind']> = Extract<WeightFormat, { kind: Kind }>;

/** FP8 by blocks. */
export function storeFp8Block(weight: Storing, format: Of<'fp8-block'>): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  const [blockRows, blockColumns] = format.block;
  const { pieces = 1 } = format;
  const scaleRows = pieces * groups(rows / pieces, blockRows);
  const scales = [...lead, scaleRows, groups(columns, blockColumns)];
  return [
    weight.itself([...lead, rows, columns], 'F8_E4M3'),
    weight.beside(format.scaleName, scales, format.scaleDtype),
  ];
}

/** FP8 with one scale. */
export function storeFp8Tensor(weight: Storing, format: Of<'fp8-tensor'>): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  return [
    weight.itself([...lead, rows, columns], 'F8_E4M3'),
    weight.beside('weight_scale', [], 'F32'),
    ...(format.hasInputScale ? [weight.beside('input_scale', [], 'F32')] : []),
  ];
}

/** Eight bits by rows. */
export function storeChannel(
  weight: Storing,
  format: Of<'fp8-channel' | 'int8-channel'>,
): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  return [
    weight.itself([...lead, rows, columns], format.kind === 'int8-channel' ? 'I8' : 'F8_E4M3'),
    weight.beside('weight_scale', [...lead, rows, 1], format.scaleDtype),
  ];
}

/** FP8 by thirty-twos. */
export function storeMxFp8(weight: Storing, format: Of<'mxfp8'>): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  return [
    weight.itself([...lead, rows, columns], 'F8_E4M3'),
    weight.beside(format.scaleName, [...lead, rows, groups(columns, 32)], format.scaleDtype),
  ];
}

/** FP4 by sixteens. */
export function storeNvFp4(weight: Storing, format: Of<'nvfp4'>): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  const isModelopt = format.style === 'modelopt';
  const packed = [...lead, rows, groups(columns, 2)];
  const scales = [...lead, rows, groups(columns, 16)];
  // compressed-tensors keeps its global scales as lists of one.
  const single = isModelopt ? [] : [1];
  const globalScale = isModelopt ? 'weight_scale_2' : 'weight_global_scale';
  const inputScale = isModelopt ? 'input_scale' : 'input_global_scale';
  return [
    isModelopt ? weight.itself(packed, 'U8') : weight.beside('weight_packed', packed, 'U8'),
    weight.beside('weight_scale', scales, 'F8_E4M3'),
    weight.beside(globalScale, single, 'F32'),
    ...(format.hasInputScale ? [weight.beside(inputScale, single, 'F32')] : []),
  ];
}

/** FP4 by thirty-twos. */
export function storeMxFp4(weight: Storing, format: Of<'mxfp4'>): readonly Tensor[] {
  const { lead, rows, columns } = weight;
  if (format.style === 'gpt-oss') {
    // Unquantised the experts are [inputs, outputs]; the blocks run along the inputs.
    const scales = [...lead, columns, groups(rows, 32)];
    return [
      { ...weight.itself([...scales, 16], 'U8'), name: `${weight.name}_blocks` },
      { ...weight.itself(scales, 'U8'), name: `${weight.name}_scales` },
    ];
  }
  const packed = [...lead, rows, groups(columns, 2)];
  const scales = [...lead, rows, groups(columns, 32)];
  switch (format.style) {
    case 'modelopt':
      return [weight.itself(packed, 'U8'), weight.beside('weight_scale', scales, 'U8')];
    case 'compressed-tensors':
      return [
        weight.beside('weight_packed', packed, 'U8'),
        weight.beside('weight_scale', scales, 'U8'),
      ];
    case 'deepseek':
      return [weight.itself(packed, 'I8'), weight.beside('scale', scales, 'F8_E8M0')];
  }
}
