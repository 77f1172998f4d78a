import {
  readLayerName,
  type BuildOptions,
  type LayerOverrides,
  type ModelConfig,
} from '@mantile/config';
import {
  bitsPerElement,
  standardDtypes,
  type Chip,
  type DtypeName,
  type ParallelismOptions,
} from '@mantile/core';
import type { EstimateRequest } from './request.ts';
import { servedLayers } from './servedLayers.ts';

const halfBits = 16;
/** Formats that weights are stored in, and products never run in: kernels unpack them on the way. */
const storedOnly = /^(?:int4|mxfp4|mxfp6)/;
/** What checkpoints leave in sixteen bits when they are packed. */
const leftWide: readonly (string | undefined)[] = ['norm', 'embedding', 'head'];

/** How a model is built for what was asked: formats, plan, and what engines do with experts and drafting layers. */
export function buildOptionsOf(
  config: ModelConfig,
  request: EstimateRequest,
  parallelism: ParallelismOptions,
  chip: Chip,
): BuildOptions {
  const { dtype, kvDtype, computeDtype } = request.formats;
  const isWhole = dtype !== undefined && isWide(dtype);
  const compute = computeDtype ?? (dtype === undefined ? undefined : computesIn(dtype, chip));
  const own: LayerOverrides['dtypes'] = {
    ...(dtype !== undefined && !isWhole && { weights: dtype }),
    ...(compute !== undefined && { compute }),
  };
  const served = servedLayers(config, chip, request, parallelism.tensorParallel ?? 1);
  const layers = config.layerTypes.map(({ name }): [string, LayerOverrides] => {
    const { dtypes: engines, ...others } = served[name] ?? {};
    // What was asked for goes before what engines do.
    const formats = dtype === undefined ? { ...engines } : {};
    return [name, { ...others, dtypes: { ...formats, ...(isPacked(name) && own) } }];
  });
  return {
    parallelism,
    ...(isWhole && { dtype }),
    dtypes: kvDtype === undefined ? {} : { kvCache: kvDtype },
    layers: Object.fromEntries(layers),
    ...(leavesDrafting(config, request) && { parts: { mtp: 'absent' } }),
  };
}

/** Whether layers that predict several tokens ahead are not loaded: engines load them to draft alone. */
export function leavesDrafting(config: ModelConfig, { workload }: EstimateRequest): boolean {
  const hasLayers = config.layerTypes.some(({ name }) => readLayerName(name).part === 'mtp');
  return hasLayers && workload.speculation === undefined;
}

/** The format that products run in when weights have another. */
function computesIn(dtype: DtypeName, { peakFlops }: Chip): DtypeName {
  if (isWide(dtype)) return dtype;
  // Where a chip multiplies MXFP4, engines run it beside activations of eight bits.
  if (dtype === 'mxfp4' && Object.hasOwn(peakFlops, 'mxfp4')) return 'mxfp8';
  if (storedOnly.test(dtype)) return 'bf16';
  return dtype === 'fp8_block' ? 'fp8' : dtype;
}

const isWide = (dtype: DtypeName): boolean => bitsPerElement(standardDtypes[dtype]) >= halfBits;

function isPacked(name: string): boolean {
  const { part, role } = readLayerName(name);
  return (part === 'text' || part === 'mtp') && !leftWide.includes(role);
}
