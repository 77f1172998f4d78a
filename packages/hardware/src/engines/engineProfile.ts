import {
  asSystem,
  MantileError,
  plainEngine,
  type Chip,
  type EngineProfile,
  type System,
} from '@mantile/core';
import { didYouMean } from '../internal/nearest.ts';
import { engineCoefficients } from './coefficients.ts';
import type { EngineGeneration, FittedEngine } from './engineCoefficients.ts';
import { generationOf } from './generationOf.ts';

/**
 * The engines that profiles are known of.
 *
 * @example
 * import type { EngineName } from '@mantile/hardware';
 * const engine: EngineName = 'vllm';
 * engine // => 'vllm'
 * @category Engines
 */
export type EngineName = keyof typeof engineCoefficients.engines;

type Schedule = Pick<
  EngineProfile,
  'scheduler' | 'chunkTokens' | 'memoryShare' | 'blockTokens' | 'admission'
>;

/** How engines schedule and keep memory as they come: what flags of one's own change. */
const schedules: Readonly<Record<EngineName, Schedule>> = {
  vllm: {
    scheduler: 'mixed',
    chunkTokens: 8192,
    memoryShare: 0.9,
    blockTokens: 16,
    admission: 'current',
  },
  trtllm: {
    scheduler: 'mixed',
    chunkTokens: 8192,
    memoryShare: 0.9,
    blockTokens: 32,
    admission: 'full',
  },
  sglang: {
    scheduler: 'exclusive',
    chunkTokens: 16384,
    memoryShare: 0.88,
    blockTokens: 64,
    admission: 'current',
  },
  atom: {
    scheduler: 'exclusive',
    chunkTokens: 16384,
    memoryShare: 0.9,
    blockTokens: 16,
    admission: 'current',
  },
};

/** Steps until an engine that plans one step ahead takes a request up: half a step, and a little more than one. */
const waitSteps = 1.9;
/** Tokenising. */
const promptTokenSeconds = 2e-6;

/** Where the numbers come from. */
const source =
  'InferenceMAX, served configurations on one node: fitted on medians; published benchmark, Apache-2.0';

/**
 * The profile of a serving engine on a chip: how it schedules, and what served requests show of it beside its kernels.
 *
 * The costs were fitted to one version on the chips of four generations; on others, and where no hardware is given,
 * kernels take what is known of them alone. Flags that differ from an engine's defaults are set on top:
 * `{ ...engineProfile('vllm'), chunkTokens: 2048 }`. What is left of the error is on the page of accuracy.
 *
 * @example
 * import { engineProfile, h100Sxm } from '@mantile/hardware';
 * const { scheduler, chunkTokens, version } = engineProfile('vllm', h100Sxm);
 * [scheduler, chunkTokens, version] // => ['mixed', 8192, '0.13.0']
 * @category Engines
 */
export function engineProfile(engine: EngineName, hardware?: Chip | System): EngineProfile {
  const { engines, generations } = engineCoefficients;
  const names = Object.keys(engines) as readonly EngineName[];
  if (!names.includes(engine)) refuseEngine(engine, names);
  const fitted: FittedEngine = engines[engine];
  const generation: EngineGeneration | undefined =
    hardware === undefined ? undefined : generationOf(asSystem(hardware).chip);
  const kernels = generation === undefined ? undefined : generations[generation];
  const ownFactor = generation === undefined ? 1 : (fitted.kernelFactors[generation] ?? 1);
  return {
    ...plainEngine,
    name: engine,
    version: fitted.version,
    source,
    ...schedules[engine],
    waitSteps,
    kernelFactor: (kernels?.kernelFactor ?? 1) * ownFactor,
    costs: {
      ...plainEngine.costs,
      kernelSeconds: (kernels?.kernelMicroseconds ?? 0) * 1e-6,
      requestSeconds: fitted.requestMilliseconds * 1e-3,
      promptTokenSeconds,
    },
  };
}

function refuseEngine(engine: unknown, legal: readonly string[]): never {
  const message = `no profile of such an engine${didYouMean(engine, legal)} Known: ${legal.join(', ')}; spread plainEngine to make one.`;
  throw new MantileError([
    { code: 'engine.unknown', path: 'engine', value: engine, legal, message },
  ]);
}
