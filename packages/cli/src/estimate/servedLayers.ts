import type { LayerOverrides, LayerTypeConfig, ModelConfig } from '@mantile/config';
import { defineDtype, type Chip } from '@mantile/core';
import type { EngineName, EstimateRequest } from './request.ts';

/**
 * How unequally experts are liked: the shape of a gamma distribution, of the families that a study of served
 * models fitted it for, and between them for all others.
 */
const popularityShapes: Readonly<Record<string, number>> = { gpt_oss: 0.88, deepseek_v3: 1.7 };
const otherShape = 1.25;

/**
 * vLLM runs four-bit experts on chips without such arithmetic by kernels that were measured with whole-number
 * weights; only the name of the format tells which are meant, its bytes are those of MXFP4.
 */
const marlin = defineDtype({ name: 'int4 of mxfp4', bits: 4, blockSize: 32, scaleBits: 8 });

/** What layers with routed experts are served with beside what their config says. */
export function servedLayers(
  config: ModelConfig,
  chip: Chip,
  { engine, fidelity, plan }: Pick<EstimateRequest, 'engine' | 'fidelity' | 'plan'>,
  tensorParallel: number,
): Readonly<Record<string, LayerOverrides>> {
  const experts = config.layerTypes.filter(hasExperts);
  // Attention splits the batch, experts are cut among the same packages.
  const isCut = plan.attentionDataParallel > 1 && plan.expertParallel === 1;
  const cut = { tensorParallel: tensorParallel * plan.attentionDataParallel };
  const popularityShape = popularityOf(config);
  return Object.fromEntries(
    experts.map((type): [string, LayerOverrides] => [
      type.name,
      {
        ...(isCut && { parallelism: cut }),
        // Ideal times are told from the config and the datasheet alone.
        ...(fidelity === 'calibrated' && {
          dtypes: packedFormats(type, chip, engine),
          // Routers stay in 16 bits, whatever the experts are packed in.
          specs: { popularityShape, routerDtype: 'bf16', ...ownSpecs(type) },
        }),
      },
    ]),
  );
}

/** The shape for a model. */
export function popularityOf({ family = '' }: ModelConfig): number {
  return Object.hasOwn(popularityShapes, family)
    ? (popularityShapes[family] ?? otherShape)
    : otherShape;
}

/** Whether a type of layer has experts among which a router chooses. */
export function hasExperts({ supported, specs }: LayerTypeConfig): boolean {
  return supported && typeof specs['numExperts'] === 'number' && typeof specs['topK'] === 'number';
}

/** What a config says itself goes before. */
function ownSpecs({ specs }: LayerTypeConfig): Readonly<Record<string, unknown>> {
  const { popularityShape, routerDtype } = specs;
  return {
    ...(popularityShape !== undefined && { popularityShape }),
    ...(routerDtype !== undefined && { routerDtype }),
  };
}

/** The formats that engines run experts in that are stored in MXFP4. */
function packedFormats(
  { specs, dtypes }: LayerTypeConfig,
  chip: Chip,
  engine: EngineName,
): NonNullable<LayerOverrides['dtypes']> {
  const stored = specs['expertDtype'] ?? dtypes?.weights;
  if (stored !== 'mxfp4' || dtypes?.compute !== undefined) return {};
  if (Object.hasOwn(chip.peakFlops, 'mxfp4')) return { weights: 'mxfp4', compute: 'mxfp8' };
  return engine === 'vllm' ? { weights: marlin } : {};
}
