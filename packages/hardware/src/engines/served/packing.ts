import {
  bitsPerElement,
  defineDtype,
  resolveDtype,
  type Chip,
  type Dtype,
  type DtypeName,
} from '@mantile/core';
import type { EngineName } from '../engineCoefficients.ts';
import type { Layer } from './servedConfig.ts';

/** The formats of weights and of the products with them. */
export interface Formats {
  readonly weights?: Dtype | DtypeName;
  readonly compute?: DtypeName;
}

const halfBits = 16;
const eightBits = 8;
const fourBits = 4;

/** Formats that weights are stored in, and products never run in: kernels unpack them on the way. */
const storedOnly = /^(?:int4|mxfp4|mxfp6)/;

/**
 * vLLM runs four-bit experts on chips without such arithmetic by Marlin, whose kernels were measured with whole-number
 * weights; only the name of the format tells which are meant, its bytes are those of MXFP4.
 */
const marlin = defineDtype({ name: 'int4 of mxfp4', bits: 4, blockSize: 32, scaleBits: 8 });

/** Families whose attention stays in sixteen bits beside four-bit weights, latent or not. */
const wideAttention = ['minimax_m2'];

/** Whether a format has sixteen bits or more. */
export function isWide(dtype: DtypeName): boolean {
  return bitsPerElement(resolveDtype(dtype)) >= halfBits;
}

/** Whether published checkpoints leave a layer in sixteen bits where weights are packed like this. */
export function staysWide(
  { isLatent, isAttention }: Layer,
  family: string | undefined,
  weights: DtypeName | undefined,
): boolean {
  if (weights === undefined || resolveDtype(weights).bits > fourBits) return false;
  return isLatent || (isAttention && wideAttention.includes(family ?? ''));
}

/** The format that products run in when weights have another. */
export function computesIn(weights: DtypeName, { peakFlops }: Chip): DtypeName {
  if (isWide(weights)) return weights;
  if (weights === 'mxfp4' && Object.hasOwn(peakFlops, 'mxfp4')) {
    // Chips that have both run NVFP4 beside its like, and MXFP4 beside activations of eight bits.
    return Object.hasOwn(peakFlops, 'nvfp4') ? 'mxfp8' : 'mxfp4';
  }
  if (storedOnly.test(weights)) return 'bf16';
  return weights === 'fp8_block' ? 'fp8' : weights;
}

/** The formats that engines run experts in that a checkpoint stores in MXFP4. */
export function packedExperts(
  { stored, dtypes, experts }: Layer,
  chip: Chip,
  engine: EngineName,
): Formats {
  if (experts === undefined || stored !== 'mxfp4' || dtypes['compute'] !== undefined) return {};
  if (Object.hasOwn(chip.peakFlops, 'mxfp4')) return { weights: 'mxfp4', compute: 'mxfp8' };
  return engine === 'vllm' ? { weights: marlin } : {};
}

/** Whether a cache in eight bits is there to be chosen beside weights of no more, and nobody says whether it was. */
export function mayPackCache(
  layers: readonly Layer[],
  chip: Chip,
  weights: DtypeName | undefined,
): boolean {
  if (layers.some(({ dtypes }) => dtypes['kvCache'] !== undefined)) return false;
  if (!Object.hasOwn(chip.peakFlops, 'fp8')) return false;
  return weights === undefined
    ? layers.some((layer) => layer.isPacked && isEightBits(layer.stored))
    : isEightBits(weights);
}

function isEightBits(format: string): boolean {
  return resolveDtype(format as DtypeName).bits <= eightBits;
}
