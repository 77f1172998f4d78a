import {
  readLayerName,
  type BuildOptions,
  type LayerOverrides,
  type LayerTypeConfig,
  type ModelConfig,
} from '@mantile/config';
import {
  bitsPerElement,
  standardDtypes,
  type Chip,
  type DtypeName,
  type ParallelismOptions,
} from '@mantile/core';
import type { EstimateRequest, Formats } from './request.ts';
import { servedLayers } from './servedLayers.ts';

const halfBits = 16;
const fourBits = 4;
const wide = { weights: 'bf16', compute: 'bf16' } as const;
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
  const layers = config.layerTypes.map((type): [string, LayerOverrides] => {
    const { dtypes: engines, ...others } = served[type.name] ?? {};
    // What was asked for goes before what engines do.
    const formats = dtype === undefined ? { ...engines } : {};
    const asked = staysWide(type, request.formats) ? wide : isPacked(type.name) && own;
    return [type.name, { ...others, dtypes: { ...formats, ...asked } }];
  });
  return {
    parallelism,
    ...(isWhole && { dtype }),
    dtypes: kvDtype === undefined ? {} : { kvCache: kvDtype },
    layers: Object.fromEntries(layers),
    ...(leavesDrafting(config, request) && { parts: { mtp: 'absent' } }),
  };
}

/** Whether a layer stays in sixteen bits where weights are packed in four: published checkpoints leave latent attention so. */
export function staysWide({ class: kind }: LayerTypeConfig, { dtype }: Formats): boolean {
  return dtype !== undefined && standardDtypes[dtype].bits <= fourBits && /Latent/.test(kind);
}

/** Whether layers that predict several tokens ahead are not loaded: engines load them to draft alone. */
export function leavesDrafting(config: ModelConfig, { workload }: EstimateRequest): boolean {
  const hasLayers = config.layerTypes.some(({ name }) => readLayerName(name).part === 'mtp');
  return hasLayers && workload.speculation === undefined;
}

/** The format that products run in when weights have another. */
function computesIn(dtype: DtypeName, { peakFlops }: Chip): DtypeName {
  if (isWide(dtype)) return dtype;
  if (dtype === 'mxfp4' && Object.hasOwn(peakFlops, 'mxfp4')) {
    // Chips that have both run NVFP4 beside its like, and MXFP4 beside activations of eight bits.
    return Object.hasOwn(peakFlops, 'nvfp4') ? 'mxfp8' : 'mxfp4';
  }
  if (storedOnly.test(dtype)) return 'bf16';
  return dtype === 'fp8_block' ? 'fp8' : dtype;
}

const isWide = (dtype: DtypeName): boolean => bitsPerElement(standardDtypes[dtype]) >= halfBits;

function isPacked(name: string): boolean {
  const { part, role } = readLayerName(name);
  return (part === 'text' || part === 'mtp') && !leftWide.includes(role);
}
