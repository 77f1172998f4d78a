import {
  readLayerName,
  type BuildOptions,
  type LayerOverrides,
  type ModelConfig,
} from '@mantile/config';
import {
  bitsPerElement,
  standardDtypes,
  type DtypeName,
  type ParallelismOptions,
} from '@mantile/core';
import type { Formats } from './request.ts';

const halfBits = 16;
/** Formats that weights are stored in, and products never run in: kernels unpack them on the way. */
const storedOnly = /^(?:int4|mxfp4|mxfp6)/;
/** What checkpoints leave in sixteen bits when they are packed. */
const leftWide: readonly (string | undefined)[] = ['norm', 'embedding', 'head'];

/** How the formats that were asked for, and a plan, are asked of a model. */
export function buildOptionsOf(
  config: ModelConfig,
  { dtype, kvDtype, computeDtype }: Formats,
  parallelism: ParallelismOptions,
): BuildOptions {
  const shared = kvDtype === undefined ? {} : { kvCache: kvDtype };
  if (dtype !== undefined && isWide(dtype)) {
    const compute = computeDtype === undefined ? {} : { compute: computeDtype };
    return { parallelism, dtype, dtypes: { ...shared, ...compute } };
  }
  const compute = computeDtype ?? (dtype === undefined ? undefined : computesIn(dtype));
  const own: LayerOverrides = {
    dtypes: {
      ...(dtype !== undefined && { weights: dtype }),
      ...(compute !== undefined && { compute }),
    },
  };
  const isAsked = dtype !== undefined || compute !== undefined;
  const layers = config.layerTypes.filter(({ name }) => isAsked && isPacked(name));
  return {
    parallelism,
    dtypes: shared,
    layers: Object.fromEntries(layers.map(({ name }) => [name, own])),
  };
}

/** The format that products run in when weights have another. */
export function computesIn(dtype: DtypeName): DtypeName {
  if (isWide(dtype)) return dtype;
  if (storedOnly.test(dtype)) return 'bf16';
  return dtype === 'fp8_block' ? 'fp8' : dtype;
}

const isWide = (dtype: DtypeName): boolean => bitsPerElement(standardDtypes[dtype]) >= halfBits;

function isPacked(name: string): boolean {
  const { part, role } = readLayerName(name);
  return (part === 'text' || part === 'mtp') && !leftWide.includes(role);
}
