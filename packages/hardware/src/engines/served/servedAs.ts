import { asSystem, type Chip, type ParallelismOptions, type System } from '@mantile/core';
import { measuredEngines } from '../../calibration/measuredEngines.ts';
import type { EngineName } from '../engineCoefficients.ts';
import { checkEngineName } from '../checkEngineName.ts';
import { expertDispatch } from './expertDispatch.ts';
import { expertPopularity } from './expertPopularity.ts';
import { computesIn, isWide, mayPackCache, packedExperts, staysWide } from './packing.ts';
import { layersOf, type Layer, type ServedConfig } from './servedConfig.ts';
import { notesOf } from './servedNotes.ts';
import type { ServedAs, ServedAsOptions, ServedLayer } from './servedOptions.ts';

/**
 * How an engine serves a model on a chip, beyond what the model's config says: the formats of experts,
 * what stays in sixteen bits, how unequally experts are liked, which layers are not loaded, how experts are cut.
 *
 * `build` goes to `buildModel`, `calibration` to `calibratedSystem`; the notes say what was taken for granted. The
 * accuracy of estimates was measured with these very options.
 *
 * @example
 * import { estimate } from '@mantile/core';
 * import { buildModel } from '@mantile/config';
 * import { gpt_oss_120b } from '@mantile/config/models';
 * import { calibratedSystem, engineProfile, servedAs, system } from '@mantile/hardware';
 * const dgx = system('dgx-b200');
 * const { build, calibration } = servedAs(gpt_oss_120b, dgx, 'vllm', { parallelism: { tensorParallel: 2 } });
 * const { engine } = estimate(
 *   buildModel(gpt_oss_120b, build),
 *   calibratedSystem(dgx, calibration),
 *   { inputTokens: 1024, outputTokens: 1024, load: { kind: 'concurrency', requests: 64 } },
 *   { engine: engineProfile('vllm', dgx) },
 * );
 * engine // => 'vllm 0.13.0'
 * @category Engines
 */
export function servedAs(
  config: ServedConfig,
  hardware: Chip | System,
  engine: EngineName,
  options: ServedAsOptions = {},
): ServedAs {
  checkEngineName(engine);
  const { chip } = asSystem(hardware);
  const { parallelism, weights, kvCache, drafts = false, fidelity } = options;
  const { family } = config;
  const isServed = fidelity !== 'ideal';
  const layers = layersOf(config);
  const isDropped = !drafts && layers.some(({ isDrafting }) => isDrafting);
  const counts = layers.flatMap(({ experts }) => experts ?? []);
  return {
    build: {
      ...(parallelism !== undefined && { parallelism }),
      ...(weights !== undefined && isWide(weights) && { dtype: weights }),
      dtypes: kvCache === undefined ? {} : { kvCache },
      layers: Object.fromEntries(
        layers.map((layer) => [layer.name, layerAs(layer, family, chip, engine, options)]),
      ),
      parts: isDropped ? { mtp: 'absent' } : {},
    },
    calibration: {
      // The kernels of an engine that nobody measured are those of the median one.
      ...(measuredEngines.includes(engine) && { engine }),
      ...(counts.length > 0 && { routedExperts: Math.max(...counts) }),
    },
    notes: notesOf(layers, family, {
      weights,
      hasWideCache: isServed && kvCache === undefined && mayPackCache(layers, chip, weights),
      isServed,
      isDropped,
      isSent: isServed && layers.some((layer) => expertDispatch(layer, engine, parallelism)),
      packed: isServed && weights === undefined ? packedOf(layers, chip, engine) : undefined,
    }),
  };
}

function layerAs(
  layer: Layer,
  family: string | undefined,
  chip: Chip,
  engine: EngineName,
  { parallelism, weights, compute, fidelity }: ServedAsOptions,
): ServedLayer {
  const isServed = fidelity !== 'ideal';
  const isRouted = layer.experts !== undefined;
  const runs = compute ?? (weights === undefined ? undefined : computesIn(weights, chip));
  // What was asked for goes before what engines do.
  const asked = {
    ...(weights !== undefined && !isWide(weights) && { weights }),
    ...(runs !== undefined && { compute: runs }),
  };
  const dtypes = staysWide(layer, family, weights)
    ? ({ weights: 'bf16', compute: 'bf16' } as const)
    : {
        ...(isServed && weights === undefined && packedExperts(layer, chip, engine)),
        ...(layer.isPacked && asked),
      };
  const cut = isRouted ? cutAmong(parallelism) : undefined;
  return {
    ...(Object.keys(dtypes).length > 0 && { dtypes }),
    ...(cut && { parallelism: cut }),
    ...(isRouted && isServed && { specs: expertSpecs(layer, family, engine, parallelism) }),
  };
}

/** Attention splits the batch, experts are cut among the same packages. */
function cutAmong(plan: ParallelismOptions = {}): ParallelismOptions | undefined {
  const { tensorParallel = 1, attentionDataParallel = 1, expertParallel = 1 } = plan;
  return attentionDataParallel > 1 && expertParallel === 1
    ? { tensorParallel: tensorParallel * attentionDataParallel }
    : undefined;
}

/** Routers stay in 16 bits, whatever the experts are packed in. What a config says itself goes before. */
function expertSpecs(
  layer: Layer,
  family: string | undefined,
  engine: EngineName,
  plan: ParallelismOptions | undefined,
) {
  const { popularityShape = expertPopularity(family).shape, routerDtype = 'bf16' } = layer.specs;
  const dispatch = expertDispatch(layer, engine, plan);
  return { popularityShape, routerDtype, ...(dispatch !== undefined && { dispatch }) };
}

/** How experts in MXFP4 run; undefined where there are none. */
function packedOf(layers: readonly Layer[], chip: Chip, engine: EngineName) {
  return layers
    .map((layer) => packedExperts(layer, chip, engine))
    .find(({ weights }) => weights !== undefined);
}
