import type { Tensor } from '../tensors/tensor.ts';
import {
  storeChannel,
  storeFp8Block,
  storeFp8Tensor,
  storeMxFp4,
  storeMxFp8,
  storeNvFp4,
} from './formats/float.ts';
import {
  storeAwq,
  storeBitsAndBytes4,
  storeBitsAndBytes8,
  storeGptq,
  storePackedInt,
} from './formats/integer.ts';
import { storing } from './formats/storing.ts';
import type { WeightFormat } from './weightFormat.ts';

/**
 * The tensors that stand for a weight in a checkpoint of a format: its packed elements, and their scales. Stacks
 * of experts are stored as stacks. The weight's own type is kept by a plain format alone.
 *
 * @example
 * import { storedTensors } from '@mantile/hf';
 * const weight = { name: 'q_proj.weight', shape: [4096, 7168], dtype: 'BF16' } as const;
 * storedTensors(weight, { kind: 'fp8-block', block: [128, 128], scaleDtype: 'F32', scaleName: 'weight_scale_inv' }) // => [
 * //   { name: 'q_proj.weight', shape: [4096, 7168], dtype: 'F8_E4M3' },
 * //   { name: 'q_proj.weight_scale_inv', shape: [32, 56], dtype: 'F32' }]
 * @category Quantisation
 */
export function storedTensors(tensor: Tensor, format: WeightFormat): readonly Tensor[] {
  const weight = storing(tensor);
  switch (format.kind) {
    case 'plain':
      return [tensor];
    case 'fp8-block':
      return storeFp8Block(weight, format);
    case 'fp8-tensor':
      return storeFp8Tensor(weight, format);
    case 'fp8-channel':
    case 'int8-channel':
      return storeChannel(weight, format);
    case 'mxfp8':
      return storeMxFp8(weight, format);
    case 'nvfp4':
      return storeNvFp4(weight, format);
    case 'mxfp4':
      return storeMxFp4(weight, format);
    case 'packed-int':
      return storePackedInt(weight, format);
    case 'gptq':
      return storeGptq(weight, format);
    case 'awq':
      return storeAwq(weight, format);
    case 'bitsandbytes-4bit':
      return storeBitsAndBytes4(weight, format);
    case 'bitsandbytes-8bit':
      return storeBitsAndBytes8(weight);
  }
}
