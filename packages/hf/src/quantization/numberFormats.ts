import type { DtypeName } from '@mantile/core';
import type { WeightFormat } from './weightFormat.ts';

/** The number format of weights stored so, and that of their arithmetic where activations are quantised as well. */
export interface NumberFormats {
  readonly weights: DtypeName;
  readonly compute?: DtypeName;
}

/** The number formats of a weight that is stored so; none of one that is stored as it is. */
export function numberFormats(format: WeightFormat): NumberFormats | undefined {
  switch (format.kind) {
    case 'plain':
      return undefined;
    case 'fp8-block':
      return { weights: 'fp8_block', compute: 'fp8' };
    case 'fp8-tensor':
    case 'fp8-channel':
      return { weights: 'fp8', compute: 'fp8' };
    case 'mxfp8':
      return { weights: 'mxfp8', compute: 'mxfp8' };
    case 'int8-channel':
      return { weights: 'int8', compute: 'int8' };
    case 'nvfp4':
      // Without a scale for its inputs only the weights are in four bits.
      return format.hasInputScale ? { weights: 'nvfp4', compute: 'nvfp4' } : { weights: 'nvfp4' };
    case 'mxfp4':
      // DeepSeek quantises the activations before these experts to eight bits; others unpack to sixteen.
      return format.style === 'deepseek'
        ? { weights: 'mxfp4', compute: 'fp8' }
        : { weights: 'mxfp4' };
    case 'packed-int':
      return {
        weights: format.bits === 8 ? 'int8' : groups(format.groupSize, format.hasZeroPoint),
      };
    case 'gptq':
    case 'awq':
      return { weights: format.bits === 8 ? 'int8' : groups(format.groupSize, true) };
    case 'bitsandbytes-4bit':
      // A scale in eight or thirty-two bits for each 64: nearest to sixteen.
      return { weights: 'int4_g64' };
    case 'bitsandbytes-8bit':
      return { weights: 'int8' };
  }
}

/** The format of four-bit whole numbers in groups; of groups that have no name, the nearest smaller one. */
function groups(size: number, hasZeroPoint: boolean): DtypeName {
  if (size <= 0) return 'int4';
  if (size < 64) return hasZeroPoint ? 'int4_g32_zp' : 'int4_g32';
  if (size < 128) return hasZeroPoint ? 'int4_g64_zp' : 'int4_g64';
  return hasZeroPoint ? 'int4_g128_zp' : 'int4_g128';
}
